import { app } from 'playground';

const encode = (text: string) => new TextEncoder().encode(text);

/** Whole characters, as long as they fit. */
function fitting(reason: string): string {
  const characters = [...reason];
  while (encode(characters.join('')).length > 123) characters.pop();
  return characters.join('');
}

app.websocket('/ws/projects/{project_name}', async (websocket, { project_name }) => {
  await websocket.accept();
  await websocket.close(4004, fitting(`There is no project ${project_name}, and no other name is close to it.`));
});
