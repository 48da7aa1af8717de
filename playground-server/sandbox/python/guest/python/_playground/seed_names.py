"""The names that the snippets of the pattern document use without importing them."""

import ast

import fastapi

import autocoder

SEED_NAMES = {
    **{name: getattr(fastapi, name) for name in ("WebSocket", "WebSocketDisconnect")},
    **{name: getattr(autocoder, name) for name in autocoder.__all__},
}


def add_seed_names(code, module):
    """A program without a single import cannot be an application: it is a snippet, and runs as it is printed."""
    imports = (ast.Import, ast.ImportFrom)
    if not any(isinstance(node, imports) for node in ast.walk(ast.parse(code))):
        vars(module).update(SEED_NAMES)
