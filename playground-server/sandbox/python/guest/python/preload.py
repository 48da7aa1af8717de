"""Build time: imports what a handler may want, so that it is in the memory image.

Whatever is random here repeats in every session: no secret may come to exist
before the image is made. `_playground.session.begin` seeds `random` anew. The
seed of str hashes cannot be changed after a restore: the order of a set of
strings is the same in every session, and nothing may rely on it being secret.
"""

import sys

# FastAPI asks for it at its first route, which takes a second, and it does not support this Python.
sys.modules["pydantic.v1"] = None

# fmt: off
import abc, bisect, collections, contextlib, contextvars, copy, dataclasses, datetime, decimal, enum, functools  # noqa: E401
import hashlib, heapq, hmac, html, http, inspect, io, ipaddress, itertools, json, logging, math, operator, os  # noqa: E401
import pathlib, pprint, queue, random, re, secrets, statistics, string, struct, textwrap, time, traceback  # noqa: E401
import typing, types, urllib.parse, uuid, warnings, weakref, zlib  # noqa: E401
import asyncio, base64  # noqa: E401
# fmt: on

import anyio
import anyio._backends._asyncio
import anyio.to_thread
import fastapi
import fastapi.encoders
import fastapi.exceptions
import fastapi.middleware.cors
import fastapi.responses
import fastapi.security
import fastapi.websockets
import pydantic
import pydantic.dataclasses
import starlette.applications
import starlette.authentication
import starlette.concurrency
import starlette.endpoints
import starlette.middleware.authentication
import starlette.middleware.base
import starlette.middleware.gzip
import starlette.middleware.httpsredirect
import starlette.middleware.trustedhost
import starlette.responses
import starlette.routing
import starlette.websockets

# Pydantic imports its parts when they are first named.
for name in pydantic.__all__:
    getattr(pydantic, name)

import autocoder
import _playground.session
from _playground.threads import run_in_place
from _playground.rehearsal import rehearse

run_in_place()
rehearse()

import gc
import linecache

linecache.clearcache()
gc.collect()
gc.freeze()
