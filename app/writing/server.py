"""A language model behind an OpenAI-compatible server: Ollama, llama-server, vLLM, or hosted."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import httpx
import openai
from llama_index.core.llms import ChatMessage, ChatResponse, MessageRole
from llama_index.llms.openai_like import OpenAILike

from app.writing.bounded import Bounded, TooMuch
from app.writing.model import ModelTrouble, Prompt
from app.writing.pacing import Line, Pace, paced

MOST_TOKENS = 400  # four sentences of 400 characters, the most that are shown
CONTEXT_TOKENS = 4_096  # rules, question and eight sentences take 1,200 at most
SEED = 1
NO_KEY = "none"  # the client library wants one, and would else look in the environment
# Whatever a server sends goes through the client's JSON and pydantic models, which raise these on
# odd shapes: null for a list, a list for a text, JSON too deep, bytes that are no text.
_UNREADABLE = (ValueError, TypeError, AttributeError, LookupError, RecursionError)
_STATUS = {
    401: "the server does not accept the key (HTTP status 401)",
    403: "the server does not accept the key (HTTP status 403)",
    404: "the server knows no such model or address (HTTP status 404)",
    429: "the server has too many requests, or the account is used up (HTTP status 429)",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerModel:
    """A model of a server at `url`, such as `http://127.0.0.1:11434/v1`; an empty key is not sent.

    Asked with temperature 0 and a fixed seed; safe to share between threads.
    """

    url: str
    name: str
    key: str = field(default="", repr=False)
    pace: Pace

    def stream(self, prompt: Prompt) -> Generator[str, None, None]:
        """The pieces of its text, as `Model` has it."""
        return paced(partial(self._say, prompt), self.pace)

    def _say(self, prompt: Prompt, line: Line) -> None:
        inner = httpx.HTTPTransport(trust_env=False)
        transport = Bounded(inner, has_key=bool(self.key), is_stopped=line.is_stopped)
        try:
            with httpx.Client(transport=transport, trust_env=False) as client:
                _pass_on(self._model(client), prompt, line)
        except openai.APIStatusError as error:
            why = _STATUS.get(error.status_code, f"HTTP status {error.status_code}")
            raise _trouble(why) from None
        except (openai.APITimeoutError, httpx.TimeoutException):
            raise _trouble("the server did not answer in time") from None
        except TooMuch as error:
            raise _trouble(f"the server sent {error}") from None
        except (openai.APIConnectionError, httpx.TransportError) as error:
            raise _trouble(_connection(error)) from None
        except (openai.OpenAIError, httpx.HTTPError, httpx.StreamError, *_UNREADABLE):
            raise _trouble("the server sent what cannot be read") from None

    def _model(self, client: httpx.Client) -> OpenAILike:
        # Its class takes arguments that are no fields of it, which type checkers cannot know.
        settings: dict[str, Any] = {
            "model": self.name,
            "api_base": self.url,
            "api_key": self.key or NO_KEY,
            "is_chat_model": True,
            "context_window": CONTEXT_TOKENS,
            "max_tokens": MOST_TOKENS,
            "temperature": 0.0,
            "additional_kwargs": {"seed": SEED},
            "max_retries": 0,
            "timeout": self.pace.all_seconds,
            "http_client": client,
        }
        return OpenAILike(**settings)


def _pass_on(model: OpenAILike, prompt: Prompt, line: Line) -> None:
    messages = [
        ChatMessage(role=MessageRole.SYSTEM, content=prompt.rules),
        ChatMessage(role=MessageRole.USER, content=prompt.question),
    ]
    has_ended = False
    for told in model.stream_chat(messages):
        has_ended = has_ended or _is_end(told)
        if told.delta:
            line.say(told.delta)
    if not has_ended:
        raise _trouble("the server broke off in the middle")


def _is_end(told: ChatResponse) -> bool:
    choices: Any = getattr(told.raw, "choices", None) or ()
    return any(getattr(choice, "finish_reason", None) for choice in choices)


def _connection(error: Exception) -> str:
    """Why no connection held, in our words: what a library says could repeat an address or key."""
    cause = error.__cause__ or error
    if isinstance(cause, httpx.ConnectError):
        return "the server cannot be reached"
    if isinstance(cause, TooMuch):
        return f"the server sent {cause}"
    return "the server broke off in the middle"


def _trouble(why: str) -> ModelTrouble:
    return ModelTrouble(f"{why}.", remedy="See to the server, or ask with `--engine extractive`.")
