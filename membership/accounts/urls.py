"""Addresses of registration. Those of allauth that we answer ourselves come before its own."""

from django.urls import path
from django.views.generic import RedirectView

from membership.accounts import views

app_name = "accounts"
urlpatterns = [
    path("signup/", views.ContactView.as_view()),
    path("login/", views.SignInView.as_view()),
    path("login/code/", RedirectView.as_view(pattern_name="account_login", query_string=True)),
    path("login/code/confirm/", views.CodeView.as_view()),
    path("registration/", views.registration, name="registration"),
    path("registration/person/", views.person, name="person"),
    path("registration/role/", views.role, name="role"),
    path("registration/consents/", views.consents, name="consents"),
]
