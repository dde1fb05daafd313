"""Addresses below the magazine that are no pages."""

from django.urls import path

from magazine.issues import views

app_name = "issues"
urlpatterns = [
    path("<slug:slug>/pdf/", views.issue_pdf, name="pdf"),
]
