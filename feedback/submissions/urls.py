"""Addresses of submissions."""

from django.urls import path

from feedback.submissions import views

app_name = "submissions"
urlpatterns = [
    path("", views.start, name="start"),
    path("new/", views.new, name="new"),
    path("file/<row:evidence_id>/", views.evidence, name="evidence"),
    path("<row:submission_id>/", views.submission, name="submission"),
    path("<row:submission_id>/check/", views.check, name="check"),
    path("<row:submission_id>/send/", views.send, name="send"),
    path("<row:submission_id>/withdraw/", views.withdraw, name="withdraw"),
    path("<row:submission_id>/<slug:step>/", views.sheet, name="sheet"),
    path("<row:submission_id>/<slug:step>/keep/", views.keep, name="keep"),
]
