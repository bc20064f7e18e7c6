<?php

declare(strict_types=1);

namespace PhotoLibrary\Tests\Api;

use PhotoLibrary\Cli\Account;
use PhotoLibrary\Cli\NamedValues;
use PhotoLibrary\Cli\Options;
use PhotoLibrary\Cli\OutputFormat;
use PhotoLibrary\Cli\OversubscriptionWarning;
use PhotoLibrary\Cli\ParallelismChoice;
use PhotoLibrary\Cli\Progress;
use PhotoLibrary\Cli\Text;
use PhotoLibrary\Cli\UsageError;
use PhotoLibrary\Mode;
use PhotoLibrary\Parallelism;
use PHPUnit\Framework\Attributes\DataProvider;
use PHPUnit\Framework\TestCase;

/**
 * PhotoLibrary\Cli, without WordPress.
 */
final class CliTest extends TestCase
{
    public function testATextIsEnglishUntilItIsTranslated(): void
    {
        $text = new Text('%1$s of %2$d', new Text('%d apples', 2), 3);
        $german = ['%1$s of %2$d' => 'von %2$d: %1$s', '%d apples' => '%d Äpfel'];

        self::assertSame('2 apples of 3', (string) $text);
        self::assertSame('von 3: 2 Äpfel', $text->translated(static fn(string $format): string => $german[$format]));
    }

    /** @return iterable<string, array{\Closure(Options): mixed, string}> */
    public static function mistakes(): iterable
    {
        yield 'a flag with a value' => [static fn(Options $options) => $options->flag('text'), '--text takes no value: write --text or --no-text.'];
        yield 'no number' => [static fn(Options $options) => $options->number('text', 1, 9, 1), '--text must be a whole number from 1 to 9.'];
        yield 'no value' => [static fn(Options $options) => $options->number('flag', 1, 9, 1), '--flag must be a whole number from 1 to 9.'];
        yield 'a number out of range' => [static fn(Options $options) => $options->number('four', 5, PHP_INT_MAX, 5), '--four must be a whole number, 5 or more.'];
        yield 'a count that is none' => [static fn(Options $options) => $options->count('text', 256), '--text must be "auto" or a whole number from 0 to 256.'];
        yield 'no choice' => [static fn(Options $options) => $options->choice('text', OutputFormat::Table), '--text must be one of table, json, csv, yaml.'];
        yield 'a choice that is not offered' => [
            static fn(Options $options) => $options->choice('format', OutputFormat::Table, [OutputFormat::Table, OutputFormat::Json]),
            '--format must be one of table, json.',
        ];
    }

    /** @param \Closure(Options): mixed $ask */
    #[DataProvider('mistakes')]
    public function testAMistakeSaysWhatToWrite(\Closure $ask, string $message): void
    {
        $this->expectExceptionObject(new UsageError(new Text('%s', $message)));
        $ask(new Options(['text' => 'x', 'flag' => true, 'four' => '4', 'format' => 'csv']));
    }

    public function testValuesComeInTheirTypes(): void
    {
        $options = new Options(['four' => '4', 'five' => 5, 'auto' => 'auto', 'no' => false, 'yes' => true, 'format' => 'csv']);

        self::assertSame([4, 5, 7], [$options->number('four', 0, 9, 7), $options->number('five', 0, 9, 7), $options->number('other', 0, 9, 7)]);
        self::assertSame([4, 'auto', 0, null], [$options->count('four', 9), $options->count('auto', 9), $options->count('no', 9), $options->count('other', 9)]);
        self::assertSame([true, false, false], [$options->flag('yes'), $options->flag('no'), $options->flag('other')]);
        self::assertSame([OutputFormat::Csv, OutputFormat::Yaml], [$options->choice('format', OutputFormat::Json), $options->choice('other', OutputFormat::Yaml)]);
        self::assertSame([true, false], [$options->isGiven('no'), $options->isGiven('other')]);
    }

    public function testTheParallelismIsTheOneAskedFor(): void
    {
        $choice = ParallelismChoice::fromOptions(new Options(['parallel' => '2', 'workers' => '3']));
        self::assertSame([Mode::Processes, 2, 3, false], [$choice->parallelism->mode, $choice->parallelism->processes, $choice->parallelism->workers, $choice->isAutomatic]);
        self::assertTrue(ParallelismChoice::fromOptions(new Options([]))->isAutomatic);

        $this->expectExceptionObject(new UsageError(new Text('--strategy=workers contradicts --parallel=2.')));
        ParallelismChoice::fromOptions(new Options(['strategy' => 'workers', 'parallel' => '2']));
    }

    /** @return iterable<string, array{Parallelism, string}> */
    public static function excesses(): iterable
    {
        yield 'threads' => [Parallelism::workers(200), '200 threads'];
        yield 'processes' => [Parallelism::processes(200), '200 processes'];
        yield 'threads in one process' => [Parallelism::processes(1, 200), '200 threads in one process'];
        yield 'both' => [Parallelism::processes(100, 2), '100 processes of 2 threads each'];
    }

    #[DataProvider('excesses')]
    public function testAWarningSpeaksOfWhatWasAskedFor(Parallelism $parallelism, string $asked): void
    {
        $cpus = Parallelism::usableCpus();

        self::assertMatchesRegularExpression(
            "/^{$asked} are more than this machine can run at once: it has " . ($cpus === 1 ? 'one processor' : "{$cpus} processors") . '\\. (Try|Without) .*\\.$/D',
            (string) OversubscriptionWarning::of($parallelism),
        );
    }

    public function testWhatFitsIsNotWarnedAbout(): void
    {
        self::assertNull(OversubscriptionWarning::of(Parallelism::sequential()));
        self::assertNull(OversubscriptionWarning::of(Parallelism::processes(1)));
    }

    public function testNamedValuesAreRowsForPeopleAndMapsForPrograms(): void
    {
        $values = new NamedValues(['total' => 2, 'dry_run' => false, 'sandbox' => ['landlock', 'seccomp'], 'failed_by_reason' => ['corrupt' => 1], 'skipped_by_reason' => []]);

        self::assertSame(
            [['total', '2'], ['dry_run', 'no'], ['sandbox', 'landlock, seccomp'], ['failed: corrupt', '1']],
            array_map(array_values(...), $values->rows()),
        );
        self::assertSame(
            '{"total":2,"dry_run":false,"sandbox":["landlock","seccomp"],"failed_by_reason":{"corrupt":1},"skipped_by_reason":{}}',
            json_encode($values->structured()),
        );
    }

    public function testAnAccountListsAThousandFailuresOfThisRunAndAThousandKnownOnes(): void
    {
        $account = new class extends Account {
            public function fail(int $times, string $message): void
            {
                for ($i = 0; $i < $times; ++$i) {
                    $this->addFailed('corrupt', 2, ['reason' => 'corrupt', 'message' => $message]);
                }
            }

            public function know(int $times): void
            {
                for ($i = 0; $i < $times; ++$i) {
                    $this->addKnownFailure(['reason' => 'corrupt', 'message' => 'known']);
                }
            }

            public function toArray(): array
            {
                return $this->totals();
            }
        };
        $account->know(1001);
        $account->fail(1000, 'listed');
        $account->fail(1, 'not listed');

        $messages = array_column($account->failures(), 'message');
        self::assertSame(['listed' => 1000, 'known' => 1000], array_count_values($messages));
        self::assertSame(['listed', 'known'], [$messages[0], $messages[1999]]);
        self::assertSame([2002, 2002], [$account->failed(), $account->total()]);
    }

    public function testAnAccountAddsUpAndATerminalShowsHowFarItIs(): void
    {
        $account = new class extends Account {
            public function work(): void
            {
                $this->addProcessed(3);
                $this->addSkipped('up_to_date');
                $this->addFailed('corrupt', 2, ['reason' => 'corrupt', 'message' => 'It ends early.']);
            }

            public function toArray(): array
            {
                return $this->totals();
            }
        };
        $account->work();
        $terminal = fopen('php://memory', 'w+');
        self::assertIsResource($terminal);
        $progress = new Progress($terminal, true, 12, 0, strval(...));
        $progress->show($account);
        $progress->clear();

        self::assertSame([6, 5], [$account->total(), $account->worked()]);
        self::assertMatchesRegularExpression(
            '~^\r\e\[K\[={14} {14}\] 6 of 12, [\d.]+ images/s, \d:\d\d:\d\d left, 1 skipped, 2 failed\r\e\[K$~D',
            stream_get_contents($terminal, null, 0) ?: '',
        );
    }
}
