"""Refusals of the API as RFC 9457 has them: a title, a sentence, and for parameters which of them is wrong."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI, Schema
from ninja.errors import AuthenticationError, Throttled, ValidationError

CONTENT_TYPE = "application/problem+json"


class WrongParameter(Schema):
    """One parameter that cannot be read, and why."""

    parameter: str
    reason: str


class Problem(Schema):
    """What went wrong (RFC 9457)."""

    title: str
    status: int
    detail: str
    parameters: list[WrongParameter] = []


class BadRequest(Exception):
    """A parameter has the right form and means nothing here, such as a country that does not exist."""

    def __init__(self, parameter: str, reason: str) -> None:
        super().__init__(f"{parameter}: {reason}")
        self.parameter, self.reason = parameter, reason


def answer_problems(api: NinjaAPI) -> None:
    """Have every refusal of this API answered as a problem."""

    def answer(request: HttpRequest, problem: Problem) -> HttpResponse:
        response = api.create_response(request, problem.model_dump(), status=problem.status)
        response["Content-Type"] = CONTENT_TYPE
        return response

    @api.exception_handler(ValidationError)
    def of_parameters(request: HttpRequest, error: ValidationError) -> HttpResponse:
        wrong = [WrongParameter(parameter=str(one["loc"][-1]), reason=one["msg"]) for one in error.errors]
        return answer(request, _of_parameters(wrong))

    @api.exception_handler(BadRequest)
    def of_values(request: HttpRequest, error: BadRequest) -> HttpResponse:
        return answer(request, _of_parameters([WrongParameter(parameter=error.parameter, reason=error.reason)]))

    @api.exception_handler(AuthenticationError)
    def of_keys(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
        detail = "Send an active key of your organisation: Authorization: Bearer kpm_…"
        response = answer(request, Problem(title="No key", status=401, detail=detail))
        response["WWW-Authenticate"] = "Bearer"
        return response

    @api.exception_handler(Http404)
    def of_what_is_not_there(request: HttpRequest, error: Http404) -> HttpResponse:
        return answer(
            request, Problem(title="Not found", status=404, detail="There is nothing public at this address.")
        )

    @api.exception_handler(Throttled)
    def of_limits(request: HttpRequest, error: Throttled) -> HttpResponse:
        detail = f"This key has asked as often as it may. Ask again in {error.wait or 0} seconds."
        response = answer(request, Problem(title="Too many requests", status=429, detail=detail))
        response["Retry-After"] = str(error.wait or 0)
        return response


def _of_parameters(wrong: list[WrongParameter]) -> Problem:
    names = ", ".join(one.parameter for one in wrong)
    return Problem(title="Wrong parameter", status=422, detail=f"Cannot be read: {names}.", parameters=wrong)


REFUSALS: dict[int, Any] = {401: Problem, 404: Problem, 422: Problem, 429: Problem}
"""What every operation may answer besides its result."""
