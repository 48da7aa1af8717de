// Runs in the browser and on the server. No DOM, no node: imports.

/**
 * The seed's table of endpoints beside the code that it describes (AutoCoder
 * at the commit that brought the document). Four of six addresses differ, and
 * a wrong address answers HTTP 403 too: a browser cannot tell it from a
 * refusal. This server answers at both.
 */
export interface Endpoint {
  /** The slug of the example that answers. */
  example: string;
  /** Path template as the document has it. */
  documentPath: string;
  /** Path template as the code mounts it. */
  realPath: string;
  /** The file of AutoCoder that defines it. */
  file: string;
  documentPattern: string;
  realPattern: string;
  /** What else the document does not say. */
  note: string;
}

export const ENDPOINTS = [
  {
    example: 'endpoint-project',
    documentPath: '/ws/projects/{project_name}',
    realPath: '/ws/projects/{project_name}',
    file: 'server/websocket.py',
    documentPattern: 'Accept → Validate → Register',
    realPattern: 'Accept → Localhost → Validate → Register',
    note: 'The only endpoint that registers with the connection manager. It sends agent_status, dev_server_status and progress when a client connects.',
  },
  {
    example: 'endpoint-assistant',
    documentPath: '/ws/projects/{project_name}/assistant',
    realPath: '/api/assistant/ws/{project_name}',
    file: 'server/routers/assistant_chat.py',
    documentPattern: 'Accept → Validate',
    realPattern: 'Accept → Localhost → Validate → Mode → Look up',
    note: 'Takes ?mode=dev or ?mode=uat and closes with 4002 for anything else, before it looks the project up.',
  },
  {
    example: 'endpoint-spec',
    documentPath: '/ws/projects/{project_name}/spec',
    realPath: '/api/spec/ws/{project_name}',
    file: 'server/routers/spec_creation.py',
    documentPattern: 'Accept → Validate',
    realPattern: 'Accept → Localhost → Validate → Look up',
    note: 'Mistakes in a message are answered with an error message and leave the socket open.',
  },
  {
    example: 'endpoint-terminal',
    documentPath: '/ws/projects/{project_name}/terminal/{id}',
    realPath: '/api/terminal/ws/{project_name}/{terminal_id}',
    file: 'server/routers/terminal.py',
    documentPattern: 'Accept → Validate',
    realPattern: 'Accept → Localhost → Validate twice → Look up twice',
    note: 'Uses 4000 for a bad terminal id as well, and 4500 when the terminal does not start. The document has no 4500.',
  },
  {
    example: 'endpoint-expand',
    documentPath: '/ws/projects/{project_name}/expand',
    realPath: '/api/expand/ws/{project_name}',
    file: 'server/routers/expand_project.py',
    documentPattern: 'Accept → Validate',
    realPattern: 'Accept → Localhost → Validate → Look up → Needs a spec',
    note: 'Closes with 4004 for a project without a spec: the same code as for a project that does not exist.',
  },
  {
    example: 'endpoint-uat',
    documentPath: '/api/uat/ws/{cycle_id}',
    realPath: '/api/uat/ws/uat/{cycle_id}',
    file: 'server/routers/uat_websocket.py',
    documentPattern: 'Direct connect() call',
    realPattern: 'connect(), which accepts and registers; no validation at all',
    note: 'The router is never mounted in AutoCoder, so there every client of it gets HTTP 403.',
  },
] as const satisfies readonly Endpoint[];
