# Copyright: photolibrary contributors
# GNU General Public License v3.0 or later (see LICENSE in the folder above)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes what Ansible does as JSON, one event a line, to the file that PHOTOLIBRARY_EVENTS names."""

from __future__ import annotations

import json
import os
import sys
import time

from ansible.plugins.callback import CallbackBase
from ansible.release import __version__ as ansible_version

DOCUMENTATION = r"""
    name: photolibrary_events
    type: notification
    short_description: writes a line of JSON for each event
    description:
        - Writes what Ansible does to a file, beside the output that people read. Each line is one event.
        - Does nothing unless the environment variable PHOTOLIBRARY_EVENTS names the file, which must not exist.
        - Ends Ansible before the first task if the file cannot be written.
    requirements:
        - enable it in the configuration (callbacks_enabled)
"""

ENVIRONMENT = "PHOTOLIBRARY_EVENTS"
FORMAT = 1
MAX_MESSAGE = 500
MAX_NAME = 200
CANNOT_WRITE = 74  # EX_IOERR


class EventsFile:
    """Appends whole lines. A line is in the kernel's hands before Ansible goes on."""

    def __init__(self, path):
        self.path = path
        # Only ours: a file that is there is the record of another run.
        flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC | os.O_NOFOLLOW
        self.descriptor = os.open(path, flags, 0o600)
        self.size = 0

    def append(self, event):
        line = (json.dumps(event) + "\n").encode("ascii")
        written = 0
        try:
            while written < len(line):
                written += os.write(self.descriptor, line[written:])
        except OSError:
            os.ftruncate(self.descriptor, self.size)  # no half lines on a full disk
            raise
        self.size += written


class CallbackModule(CallbackBase):
    CALLBACK_VERSION = 2.0
    CALLBACK_TYPE = "notification"
    CALLBACK_NAME = "photolibrary_events"
    CALLBACK_NEEDS_ENABLED = True

    def __init__(self, *arguments, **named):
        super().__init__(*arguments, **named)
        self.file = None
        self.task_begun = False
        self.failed_write = None
        if not os.environ.get(ENVIRONMENT):
            self.disabled = True

    # ---- the run ----

    def v2_playbook_on_start(self, playbook):
        # Taken out of the environment: an Ansible that a task starts must not write here.
        path = os.environ.pop(ENVIRONMENT, "")
        try:
            self.file = EventsFile(path)
        except (OSError, ValueError) as error:
            self._end("the file of events %s cannot be made: %s" % (path, error))
        self._write("begin", format=FORMAT, ansible=ansible_version, pid=os.getpid(),
                    playbook=_text(os.path.basename(getattr(playbook, "_file_name", None) or ""), MAX_NAME))

    def v2_playbook_on_play_start(self, play):
        self._write("play", play=_name_of(play))

    def v2_playbook_on_no_hosts_matched(self):
        self._write("no_hosts")

    def v2_playbook_on_stats(self, stats):
        self._write("recap", hosts={_text(host, MAX_NAME): _counts(stats, host) for host in sorted(stats.processed)})

    # ---- a task: told before any host begins it ----

    def v2_playbook_on_task_start(self, task, is_conditional):
        self._task(task)

    def v2_playbook_on_handler_task_start(self, task):
        self._task(task)

    def v2_playbook_on_cleanup_task_start(self, task):
        self._task(task)

    def _task(self, task):
        self._write("task", task=_name_of(task), action=_text(task.action, MAX_NAME))
        self.task_begun = True

    # ---- its result on one host ----

    def v2_runner_on_ok(self, result):
        self._result("changed" if _values(result).get("changed", False) else "ok", result)

    def v2_runner_on_failed(self, result, ignore_errors=False):
        self._result("ignored" if ignore_errors else "failed", result, with_message=True)

    def v2_runner_on_unreachable(self, result):
        self._result("unreachable", result, with_message=True)

    def v2_runner_on_skipped(self, result):
        self._result("skipped", result)

    def _result(self, event, result, with_message=False):
        host = getattr(result, "host", None) or result._host
        task = getattr(result, "task", None) or result._task
        message = {"message": _message(result, task)} if with_message else {}
        self._write(event, host=_text(host.get_name(), MAX_NAME), task=_name_of(task), **message)

    # ---- writing ----

    def _write(self, event, **values):
        try:
            self.file.append({"event": event, "time": round(time.time(), 3), **values})
        except OSError as error:
            problem = "the file of events %s cannot be written: %s" % (self.file.path, error)
            if not self.task_begun:  # nothing has been done yet, and nobody would learn that it was
                self._end(problem)
            # The server is better off when its deployment ends. Without a recap the outcome counts as unknown.
            if self.failed_write is None:
                self.failed_write = problem
                self._display.warning("photolibrary_events: " + problem)

    def _end(self, problem):
        sys.stderr.write("ERROR! photolibrary_events: %s. Nothing was begun.\n" % problem)
        sys.stderr.flush()
        os._exit(CANNOT_WRITE)


def _values(result):
    values = getattr(result, "result", None)
    return values if values is not None else result._result


def _name_of(thing):
    return _text(thing.get_name(), MAX_NAME)


def _message(result, task):
    values = _values(result)
    if getattr(task, "no_log", False) or values.get("_ansible_no_log") or "censored" in values:
        return ""
    parts = [str(values.get("msg") or "")]
    if "results" in values:  # a loop says only that an item failed
        parts.append(next((_item(item) for item in values["results"] if _has_failed(item)), ""))
    errors = str(values.get("stderr") or "").strip()
    if errors:
        parts.append(errors.splitlines()[-1])
    return _text(": ".join(part.strip() for part in parts if part.strip()), MAX_MESSAGE)


def _has_failed(item):
    return isinstance(item, dict) and (item.get("failed") or item.get("unreachable"))


def _item(item):
    return "" if item.get("_ansible_no_log") or "censored" in item else str(item.get("msg") or "")


def _counts(stats, host):
    counts = stats.summarize(host)
    return {name: int(counts.get(name, 0))
            for name in ("ok", "changed", "failures", "unreachable", "skipped", "rescued", "ignored")}


def _text(value, limit):
    """At most limit bytes of UTF-8, and no half characters. The end stays: there stands what came last."""
    text = str(value).encode("utf-8", "replace")
    if len(text) > limit:
        start = (limit - 5) // 3
        text = text[:start] + b" ... " + text[-(limit - 5 - start):]
    return text.decode("utf-8", "ignore")
