"""Addresses of the member's room."""

from django.urls import path

from membership.cabinet import views
from membership.cabinet.adoptions import views as adoptions

app_name = "cabinet"
urlpatterns = [
    path("", views.room, name="room"),
    path("profile/", views.profile, name="profile"),
    path("profile/name/", views.person, name="person"),
    path("profile/role/", views.role, name="role"),
    path("consents/", views.consents, name="consents"),
    path("consents/change/", views.change_consent, name="change_consent"),
    path("adoptions/new/<uuid:practice_key>/", adoptions.take_over, name="take_over"),
    path("adoptions/<row:adoption_id>/", adoptions.adoption, name="adoption"),
]
