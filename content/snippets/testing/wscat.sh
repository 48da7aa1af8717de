npx wscat --connect ws://localhost:8888/ws/projects/invalid
