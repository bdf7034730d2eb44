"""One page as of the present in a ledger of a million events; beside the same page among a hundred thousand."""

from benchmarks import books
from benchmarks.harness import FLOOR, PROJECT, Work

WORK = Work("as_of_page", "ms", "≤ 1.3", {PROJECT: books.page_of_large, FLOOR: books.page_of_small})
