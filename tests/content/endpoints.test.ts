import { expect, test } from 'vitest';
import { AUTOCODER_CLOSE_CODES } from '#content/close-codes.ts';
import { ENDPOINTS } from '#content/endpoints.ts';
import { loadExamples } from '#content/load-examples.ts';

const examples = new Map(loadExamples().map((example) => [example.slug, example]));

test("the table has the six endpoints of the seed's document, at its addresses", () => {
  expect(ENDPOINTS.map(({ documentPath }) => documentPath)).toEqual([
    '/ws/projects/{project_name}',
    '/ws/projects/{project_name}/assistant',
    '/ws/projects/{project_name}/spec',
    '/ws/projects/{project_name}/terminal/{id}',
    '/ws/projects/{project_name}/expand',
    '/api/uat/ws/{cycle_id}',
  ]);
});

test('all but one address differ between the document and the code', () => {
  const same = ENDPOINTS.filter(({ documentPath, realPath }) => String(documentPath) === realPath);
  expect(same.map(({ example }) => example)).toEqual(['endpoint-project']);
});

test.for([...ENDPOINTS])('$example mounts both of its addresses', ({ example, documentPath, realPath }) => {
  const code = examples.get(example)?.code.typescript;
  expect(code).toContain(`app.websocket('${documentPath}'`);
  expect(code).toContain(`app.websocket('${realPath}'`);
});

test('exactly the examples in the table are marked as endpoints', () => {
  const marked = [...examples.values()].filter(({ endpoint }) => endpoint).map(({ slug }) => slug);
  expect(marked.toSorted()).toEqual(ENDPOINTS.map(({ example }) => example).toSorted());
});

test("every code of an endpoint comes with a reason from AutoCoder's table", () => {
  for (const { example } of ENDPOINTS) {
    for (const { sees } of examples.get(example)?.clients ?? []) {
      const last = sees.uvicorn.events.at(-1);
      if (last?.type !== 'close' || last.code === 1000) continue;
      const entry = AUTOCODER_CLOSE_CODES.find(({ code }) => code === last.code);
      expect(entry?.reasons).toContain(last.reason);
    }
  }
});

test("every code in AutoCoder's table is shown by some example", () => {
  const shown = [...examples.values()].flatMap(({ clients }) =>
    clients.flatMap(({ sees }) => Object.values(sees).flatMap(({ events }) => events)),
  );
  for (const { code } of AUTOCODER_CLOSE_CODES) {
    expect(shown).toContainEqual(expect.objectContaining({ type: 'close', code }));
  }
});
