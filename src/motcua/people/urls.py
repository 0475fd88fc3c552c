"""Addresses of people."""

from django.urls import path

from motcua.people import absence_desk, desk, portal

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
    path("lam-viec/vang-mat/", absence_desk.page, name="absences"),
    path("lam-viec/vang-mat/<uuid:absence_id>/duyet/", absence_desk.decide, name="absence-decide"),
    path("lam-viec/vang-mat/<uuid:absence_id>/ket-thuc/", absence_desk.end, name="absence-end"),
]
