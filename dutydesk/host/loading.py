"""Loading one plugin, and registering its hooks."""

import sys

import pluggy

from dutydesk.api import HOOK_VERSION
from dutydesk.host.calling import IsolatedHooks
from dutydesk.host.finding import FoundPlugin
from dutydesk.host.limits import Misbehaviour
from dutydesk.wording import _


def load_plugin(manager: pluggy.PluginManager, hooks: IsolatedHooks, found: FoundPlugin) -> str:
    """Load and register a plugin, and return what went wrong, if anything did."""
    if found.foreign:
        hooks.limit(found.name)

    def load() -> bool:
        plugin = found.load()
        _refuse_later_version(plugin, found.package)
        manager.register(plugin, name=found.name)
        if not manager.get_hookcallers(plugin):
            raise TypeError(_("it has no hooks; mark its methods with hookimpl, and name the object plugin"))
        return True

    if hooks.carefully(found.name, "loading", load, otherwise=False):
        return ""
    if manager.has_plugin(found.name):
        manager.unregister(name=found.name)
    return next((fault.summary for fault in hooks.faults() if fault.plugin == found.name), _("unknown"))


def _refuse_later_version(plugin: object, package: str) -> None:
    """Raise where a plugin says that it is written for a version of the hooks which is not this one."""
    sources = (plugin, sys.modules.get(type(plugin).__module__), sys.modules.get(package))
    wanted = next((v for v in (getattr(each, "hook_version", None) for each in sources) if v is not None), 1)
    if not isinstance(wanted, int) or isinstance(wanted, bool) or wanted < 1:
        raise Misbehaviour(_("its hook_version must be a whole number such as 1"))
    if wanted > HOOK_VERSION:
        raise Misbehaviour(
            _(
                "it is written for version {wanted} of the hooks; this DutyDesk has version {here}: "
                "update DutyDesk"
            ).format(wanted=wanted, here=HOOK_VERSION)
        )
