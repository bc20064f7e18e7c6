<?php

/** @generate-class-entries */

namespace PhotoLibrary;

/**
 * How an action's command ended, as far as its process goes. What that means is yours to judge.
 */
enum ActionOutcome: string
{
    /** With exit code 0. */
    case Ok = 'ok';

    /** With another exit code, or by a signal that ActionQueue did not send. */
    case Failed = 'failed';

    /** There was nothing to start: no such program or directory, or its output or lock file cannot be opened. The message says which. */
    case NotStarted = 'not_started';

    /** It was stopped because it took longer than Action::$timeout. */
    case Timeout = 'timeout';

    /** It was stopped by ActionQueue::stop(true). */
    case Interrupted = 'interrupted';

    /** ActionQueue::stop() was called before it was started. */
    case Cancelled = 'cancelled';

    /** An action of Action::$after did not end Ok. */
    case Skipped = 'skipped';
}
