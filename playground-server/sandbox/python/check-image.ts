import type { Limits } from '#limits';
import { probeContainment } from './probe-containment.ts';
import type { PythonImage } from './python-image.ts';
import { PythonSandbox } from './python-sandbox.ts';

/** Crosses Pydantic's native library both ways: values, exceptions through it, and memory that grows. */
const CHECK = `
from typing import Annotated
from fastapi import FastAPI, WebSocket
from pydantic import BaseModel, Field, ValidationError, field_validator

class Message(BaseModel):
    count: Annotated[int, Field(gt=0)]
    tags: list[str] = []

    @field_validator("count")
    @classmethod
    def not_unlucky(cls, value):
        if value == 13:
            raise ValueError("unlucky")
        return value

assert Message.model_validate({"count": "7", "tags": ["a"]}).model_dump() == {"count": 7, "tags": ["a"]}
assert Message.model_validate_json('{"count": 8}').model_dump_json() == '{"count":8,"tags":[]}'
refused = []
for count in (0, 13, "x") * 300:
    try:
        Message(count=count)
    except ValidationError as error:
        refused.append(error.errors()[0]["type"])
assert refused == ["greater_than", "value_error", "int_parsing"] * 300, refused[:3]
grown = bytearray(40_000_000)
assert Message.model_json_schema()["properties"]["count"]["exclusiveMinimum"] == 0

app = FastAPI()

@app.websocket("/{number}")
async def handler(websocket: WebSocket, number: int): ...
`;

/** What is wrong with an image; `undefined` when a fresh process restores it and everything in it works. */
export async function checkPythonImage(image: PythonImage, limits: Limits): Promise<string | undefined> {
  const probe = await probeContainment(image, limits);
  if (!probe.ok) return probe.reason;
  const sandbox = new PythonSandbox({
    image,
    limits: { ...limits, pythonWarmProcesses: 0 },
    containment: probe.containment,
  });
  const problem = await new Promise<string | undefined>((resolve) => {
    sandbox.start(CHECK, {
      onMessage: (message) => {
        if (message.type === 'ready')
          resolve(message.routes[0] === '/{number}' ? undefined : 'FastAPI knows no routes.');
      },
      onIdle: () => {},
      onEnd: (end) => resolve(JSON.stringify(end)),
    });
  });
  await sandbox.close();
  return problem;
}
