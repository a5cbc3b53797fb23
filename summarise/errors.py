"""What can go wrong, one class for each thing a caller would do differently.

SummariseError
├── ArticleError               the input cannot be read, or has no text
│   └── MissingExtraError      what reads it is not installed: the message says how to
├── NoteError                  a note cannot be read, or would break a promise
├── PromptError                a template is missing, or its placeholders are wrong
├── JournalError               the journal cannot be used: name another file, or none
└── ModelError                 a model call gave no usable answer
    ├── ModelUnavailableError  the endpoint failed or asked to wait too long: later it may work
    ├── ModelRefusedError      it will not answer this request: give up this article
    ├── ModelReplyError        no reply could be used, re-asks included: give up this article
    ├── PromptTooLongError     the request does not fit the model's context: split it
    ├── ReplyTooLongError      the reply was cut off: ask for less
    └── ModelStopError         no call can work as things are: stop the run
        └── BudgetError        the next call could pass the limit on cost or tokens
"""


class SummariseError(Exception):
    """Anything that this library raises on purpose."""


class ArticleError(SummariseError):
    """The input cannot be read, or has no text."""


class MissingExtraError(ArticleError):
    """What reads an input of this kind is not installed; the message holds the command that does it."""


class NoteError(SummariseError):
    """A note cannot be read, or would hold a figure that its sources do not."""


class PromptError(SummariseError):
    """A template is missing, has no version, or its placeholders are not those that are filled in."""


class JournalError(SummariseError):
    """The journal cannot be opened, or the file is not a journal."""


class ModelError(SummariseError):
    """A model call gave no usable answer."""


class ModelUnavailableError(ModelError):
    """The endpoint failed, or asked to wait too long, after the last retry: later it may work."""


class ModelRefusedError(ModelError):
    """The endpoint or its filter will not answer this request, and repeating it would not help."""


class ModelReplyError(ModelError):
    """Replies came, but none could be used, re-asks included."""


class PromptTooLongError(ModelError):
    """The request does not fit the model's context: split it."""


class ReplyTooLongError(ModelError):
    """The reply was cut off by its length: ask for less."""


class ModelStopError(ModelError):
    """No call can work as things are (key, name of the model, address, quota): stop the run."""


class BudgetError(ModelStopError):
    """The next call could pass the limit on cost or tokens; what is done is kept."""
