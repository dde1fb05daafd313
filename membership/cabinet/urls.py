"""Addresses of the member's room."""

from django.urls import path

from membership.cabinet import (
    arrival_views,
    bookmark_views,
    office_views,
    privacy_views,
    views,
)
from membership.cabinet.adoptions import views as adoptions

app_name = "cabinet"
urlpatterns = [
    path("", views.room, name="room"),
    path("profile/", views.profile, name="profile"),
    path("profile/name/", views.person, name="person"),
    path("profile/role/", views.role, name="role"),
    path("consents/", views.consents, name="consents"),
    path("consents/change/", views.change_consent, name="change_consent"),
    path("offices/", office_views.my_offices, name="offices"),
    path("offices/<row:office_id>/decide/", office_views.decide, name="decide_office"),
    path("offices/<row:office_id>/end/", office_views.end, name="end_office"),
    path("offices/<row:office_id>/claim/", office_views.claim, name="claim_office"),
    path("offices/<row:office_id>/hand-over/", office_views.hand_over, name="hand_over"),
    path("offices/<row:office_id>/read/", office_views.close_hand_over, name="close_hand_over"),
    path("bookmarks/", bookmark_views.all_bookmarks, name="bookmarks"),
    path("bookmarks/<row:page_id>/", bookmark_views.bookmark, name="bookmark"),
    path("data/", privacy_views.my_data, name="my_data"),
    path("data/copy/", privacy_views.ask_for_copy, name="ask_for_copy"),
    path("data/copy/<row:copy_id>/", privacy_views.fetch_copy, name="fetch_copy"),
    path("data/erase/", privacy_views.ask_to_erase, name="ask_to_erase"),
    path("data/erase/<str:token>/", privacy_views.erase, name="erase"),
    path("invited/<str:token>/", arrival_views.invited, name="invited"),
    path("letter/<str:token>/", arrival_views.follow, name="follow"),
    path("stop/<str:token>/", arrival_views.stop, name="stop"),
    path("which-address/", arrival_views.which_address, name="which_address"),
    path("adoptions/new/<uuid:practice_key>/", adoptions.take_over, name="take_over"),
    path("adoptions/<row:adoption_id>/", adoptions.adoption, name="adoption"),
]
