<?php

declare(strict_types=1);

namespace PhotoLibrary\Tests\Actions\Unit;

use PhotoLibrary\Actions\Config\Settings;
use PhotoLibrary\Actions\Journal\EntryState;
use PhotoLibrary\Actions\Run\RetryRule;
use PHPUnit\Framework\TestCase;

final class RetryRuleTest extends TestCase
{
    public function testNothingIsRepeatedUnlessItIsSaid(): void
    {
        self::assertNull((new RetryRule(Settings::defaults()))->delay(EntryState::Unreachable, 1, true));
    }

    public function testOnlyWhatIsNamedIsRepeatedAndOnlySoOften(): void
    {
        $rule = new RetryRule(Settings::defaults()->with(['auto_retry_enabled' => true, 'max_retries' => 2]));
        self::assertNotNull($rule->delay(EntryState::Unreachable, 1, true));
        self::assertNotNull($rule->delay(EntryState::Unreachable, 2, true));
        self::assertNull($rule->delay(EntryState::Unreachable, 3, true));
        self::assertNull($rule->delay(EntryState::Unreachable, 1, false), 'something was done on the server');
        self::assertNull($rule->delay(EntryState::Failed, 1, true));
        self::assertNull($rule->delay(EntryState::Timeout, 1, true));
        $more = new RetryRule(Settings::defaults()->with(['auto_retry_enabled' => true, 'retry_on' => ['failed', 'timeout']]));
        self::assertNotNull($more->delay(EntryState::Failed, 1, false));
        self::assertNotNull($more->delay(EntryState::Timeout, 1, false));
        self::assertNull($more->delay(EntryState::Unreachable, 1, true));
    }

    public function testTheLimitOfThePauseDoublesUpToTheLargest(): void
    {
        $rule = new RetryRule(Settings::defaults()->with(['auto_retry_enabled' => true, 'max_retries' => 100, 'retry_delay' => '1s', 'retry_max_delay' => '5s']));
        foreach ([1 => 1.0, 2 => 2.0, 3 => 4.0, 4 => 5.0, 90 => 5.0] as $attempt => $limit) {
            $delays = array_map(static fn(): float => (float) $rule->delay(EntryState::Unreachable, $attempt, true), range(1, 300));
            self::assertLessThanOrEqual($limit, max($delays));
            self::assertGreaterThan($limit * 0.8, max($delays));
            self::assertLessThan($limit * 0.2, min($delays));
        }
    }
}
