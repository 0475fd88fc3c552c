from django.apps import AppConfig


class ConversationsConfig(AppConfig):
    name = "motcua.operate.conversations"
    label = "conversations"
