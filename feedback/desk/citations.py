"""Published answers cite norms."""

from feedback.desk.models import AnswerNorm
from portal.norms.citing import Citations, citations

citations.add("desk", Citations(model=AnswerNorm, page="answer", norm="norm"))
