<?php

declare(strict_types=1);

namespace PhotoLibrary\Actions\Run;

use PhotoLibrary\Actions\Config\RetryCause;
use PhotoLibrary\Actions\Config\Settings;
use PhotoLibrary\Actions\Journal\EntryState;

/**
 * Whether an action that went wrong is begun once more, and after how long.
 */
final readonly class RetryRule
{
    public function __construct(private Settings $settings) {}

    /**
     * Seconds to wait: at random up to a limit that doubles ("full jitter"), so that servers do not come back in step.
     *
     * @param int $attempts how often it was begun
     * @param bool $isUntouched whether no task was done on the server
     * @return float|null null: it is not repeated
     */
    public function delay(EntryState $state, int $attempts, bool $isUntouched): ?float
    {
        if (!$this->settings->autoRetryEnabled || $attempts > $this->settings->maxRetries || !$this->isMeant($state, $isUntouched)) {
            return null;
        }
        $limit = min($this->settings->retryMaxDelay, $this->settings->retryDelay * 2 ** min($attempts - 1, 30));

        return $limit * random_int(0, 1_000_000) / 1_000_000;
    }

    private function isMeant(EntryState $state, bool $isUntouched): bool
    {
        return \in_array(RetryCause::tryFrom($state->value), $this->settings->retryOn, true) && ($state !== EntryState::Unreachable || $isUntouched);
    }
}
