"""Addresses of invoices."""

from django.urls import path

from membership.billing import views
from membership.billing.qr import views as qr

app_name = "billing"
urlpatterns = [
    path("<row:invoice_id>/", views.invoice, name="invoice"),
    path("<row:invoice_id>/card/", views.pay_by_card, name="card"),
    path("<row:invoice_id>/qr/", qr.ask, name="qr"),
    path("<row:invoice_id>/qr/<row:order_id>.svg", qr.picture, name="qr_picture"),
    path("<row:invoice_id>/paper/<str:language>/", views.paper, name="paper"),
]
