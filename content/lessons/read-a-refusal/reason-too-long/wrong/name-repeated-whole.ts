import { app } from 'playground';

app.websocket('/ws/projects/{project_name}', async (websocket, { project_name }) => {
  await websocket.accept();
  const known = 'Known: QR, invoice-archive, sensor-dashboard, map, timetable.';
  await websocket.close({ code: 4004, reason: `Project ${project_name} not found. ${known}` });
});
