"""Addresses of signals and of the orphans' list."""

from django.urls import path

from motcua.measure.signals import desk

app_name = "signals"
urlpatterns = [
    path("lam-viec/dau-hieu/", desk.to_see, name="list"),
    path("lam-viec/dau-hieu/cua-toi/", desk.mine, name="mine"),
    path("lam-viec/dau-hieu/<uuid:pk>/", desk.one, name="one"),
    path("lam-viec/dau-hieu/<uuid:pk>/giai-trinh/", desk.answer, name="answer"),
    path("lam-viec/dau-hieu/<uuid:pk>/ket-luan/", desk.judge, name="judge"),
    path("lam-viec/khong-ai-giu/", desk.orphans, name="orphans"),
]
