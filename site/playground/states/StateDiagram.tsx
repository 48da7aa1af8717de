import type { JSX } from 'preact';
import type { ServerProfileName } from '#asgi/server-profile-names.ts';
import { layOutMachine, NODE } from './machine-layout.ts';
import { machineOf, type MachineName } from './machines.ts';
import type { MachineAt } from './states-at.ts';

interface Props {
  machine: MachineName;
  /** Whose machine the socket's is. */
  server?: ServerProfileName;
  /** Where it stands; a page of the guide shows the machine alone. */
  at?: MachineAt;
}

/** One state machine, drawn from the tables that decide. It has no state of its own, so that a page may hold it as it is. */
export function StateDiagram({ machine: name, server = 'uvicorn', at }: Props): JSX.Element {
  const machine = machineOf(name, server);
  const { width, height, states, edges } = layOutMachine(machine);
  const current = states.find(({ state }) => state === at?.state);
  return (
    <figure class="state-diagram" data-refused={at?.refused !== undefined}>
      <figcaption>
        <code>{name === 'socket' ? `${server}'s socket` : name}</code> <span>{machine.title}</span>
      </figcaption>
      <svg viewBox={`0 0 ${width} ${height}`} width={width} height={height} role="img" aria-label={describe(name, at)}>
        {edges.map(({ edge: { from, to, messages }, path, labelX, labelY }) => (
          <g key={`${from}>${to}`} class="edge" data-took={at?.took?.from === from && at.took.to === to}>
            <path d={path} />
            <path class="head" d={headOf(path)} />
            <text x={labelX} y={labelY + 3}>
              {messages.join(', ')}
            </text>
          </g>
        ))}
        {states.map(({ state, x, y, loops }) => (
          <g
            key={state}
            class="state"
            data-current={at?.state === state}
            data-took={at?.took?.from === state && at.took.to === state}
          >
            <rect x={x - NODE.width / 2} y={y - NODE.height / 2} width={NODE.width} height={NODE.height} rx="5" />
            <text x={x} y={y + (loops.length > 0 ? -2 : 4)}>
              {state}
            </text>
            {loops.length > 0 && (
              <text class="loops" x={x} y={y + 11}>
                ↻ {loops.join(', ')}
              </text>
            )}
          </g>
        ))}
        {at?.refused !== undefined && current !== undefined && (
          <g class="refused-edge">
            <path d={`M${current.x + NODE.width / 2 - 14} ${current.y + NODE.height / 2}v18`} />
            <path
              class="cross"
              d={`M${current.x + NODE.width / 2 - 18} ${current.y + NODE.height / 2 + 20}l8 8m0 -8l-8 8`}
            />
            <text x={current.x + NODE.width / 2 - 22} y={current.y + NODE.height / 2 + 28}>
              {at.refused.message}
            </text>
          </g>
        )}
      </svg>
      {at?.refused !== undefined && <p class="refused-text">{at.refused.exception}</p>}
      {at?.because !== undefined && <p class="because-text">{at.because}</p>}
    </figure>
  );
}

/** The head of the arrow: two strokes at the end of a path that arrives from above. */
function headOf(path: string): string {
  const [, x = '0', y = '0'] = /(-?[\d.]+) (-?[\d.]+)$/.exec(path) ?? [];
  return `M${Number(x) - 3.5} ${Number(y) - 6}L${x} ${y}L${Number(x) + 3.5} ${Number(y) - 6}`;
}

function describe(name: MachineName, at: MachineAt | undefined): string {
  if (at === undefined) return `State machine: ${name}`;
  const refused = at.refused === undefined ? '' : `; ${at.refused.message} was refused`;
  return `${name}: ${at.state}${refused}`;
}
