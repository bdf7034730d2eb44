"""The description of the API («OpenAPI 3.1»), completed with what FastAPI cannot know."""

from typing import Any

from fastapi import FastAPI
from typing_extensions import override

from api.http.problems import Problem
from api.http.views import view_schemas


class DescribedApp(FastAPI):
    """Adds the schema of problems, to which every operation refers."""

    @override
    def openapi(self) -> dict[str, Any]:
        if self.openapi_schema is None:
            schema = super().openapi()
            model = Problem.model_json_schema(ref_template="#/components/schemas/{model}", mode="serialization")
            schemas = schema.setdefault("components", {}).setdefault("schemas", {})
            schemas |= view_schemas() | model.pop("$defs", {}) | {"Problem": model}
        assert self.openapi_schema is not None
        return self.openapi_schema
