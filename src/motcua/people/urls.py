"""Addresses of people."""

from django.urls import path

from motcua.people import desk, portal

app_name = "people"
urlpatterns = [
    path("dang-nhap/", portal.sign_in, name="sign-in"),
    path("dang-xuat/", portal.sign_out, name="sign-out"),
    path("dang-ky/", portal.register, name="register"),
    path("tai-khoan/", portal.account, name="account"),
    path("tai-khoan/mat-khau/", portal.password, name="password"),
    path("minh-hoa/", portal.demo, name="demo"),
    path("minh-hoa/vao/", portal.demo_sign_in, name="demo-sign-in"),
    path("quan-tri/co-quan/", desk.agency, name="agency"),
]
