import { app } from 'playground';

const projects = ['QR', 'invoice-archive', 'sensor-dashboard', 'map-of-the-old-town', 'timetable'];

app.websocket('/ws/projects/{project_name}', async (websocket, { project_name }) => {
  await websocket.accept();
  if (!projects.includes(project_name)) {
    const detail =
      `Project ${project_name} was not found in the registry. ` +
      `Known projects are ${projects.join(', ')}. Create the project first, or correct the name.`;
    await websocket.close({ code: 4004, reason: detail });
    return;
  }
  for await (const text of websocket.iterText()) await websocket.sendText(text);
});
