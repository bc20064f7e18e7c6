<?php

declare(strict_types=1);

namespace PhotoLibrary\Actions\Journal;

use PhotoLibrary\Actions\Support\ActionKind;
use PhotoLibrary\Actions\Support\Environment;
use PhotoLibrary\Actions\Support\Files;
use PhotoLibrary\Actions\Support\PlainText;
use PhotoLibrary\Actions\Support\Quoted;
use PhotoLibrary\Cli\UsageError;

/**
 * The queue of the original program, .queue/actions.json. It is imported once and then renamed. What was begun there
 * and not ended may have changed its server, so it is not simply done again.
 */
final class LegacyQueue
{
    private const MAX_BYTES = 16 << 20;
    private const UUID = '/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\z/';

    /**
     * @return list<string> what became of it, a line each; [] if there is none
     * @throws JournalException if it is damaged; then it is not touched and nothing is imported
     */
    public static function import(Environment $environment, Journal $journal): array
    {
        $path = "{$environment->folder()}/.queue/actions.json";
        if (!is_file($path)) {
            return [];
        }
        $shown = $environment->shown($path);
        [$lines, $items] = [[], []];
        foreach (self::read($path, $shown) as $number => $values) {
            if (($values['action'] ?? null) === 'validate') {
                $lines[] = "{$shown}: entry " . ($number + 1) . ' has the action "validate", which did nothing. It'
                    . ' is left out.';
            } else {
                $items[] = self::item($values, "{$shown}: entry " . ($number + 1));
            }
        }
        // If the program ends between the two, the ids tell the next one what is there already.
        $imported = $journal->import($items, 'from actions.json');
        $problem = Files::problemOf(static fn(): bool => rename($path, "{$path}.imported"));
        if ($problem !== null) {
            throw new JournalException("{$shown} was imported, but cannot be renamed: {$problem}. Rename it to"
                . ' actions.json.imported.');
        }
        foreach ($imported as $entry) {
            if ($entry->state === EntryState::Unknown) {
                $lines[] = "{$entry->title()} was begun by the former program, and its end is not known. Look at the"
                    . ' server, then:'
                    . " photolibrary actions resolve {$entry->shortId()} --as=done (or failed, or retry)";
            }
        }

        return ["{$shown}: " . \count($imported) . ' actions imported; it is now actions.json.imported.', ...$lines];
    }

    /**
     * @return list<array<mixed>>
     * @throws JournalException
     */
    private static function read(string $path, string $shown): array
    {
        $json = '';
        $problem = Files::problemOf(static function () use ($path, &$json): bool {
            $read = file_get_contents($path, false, null, 0, self::MAX_BYTES + 1);
            $json = (string) $read;

            return $read !== false;
        });
        if ($problem !== null) {
            throw new JournalException("{$shown} cannot be read: {$problem}. Make it readable for you, or move it"
                . ' away.');
        }
        $values = \strlen($json) > self::MAX_BYTES ? null : json_decode($json, true, 16);
        if (trim($json) === 'null') {
            return []; // what the original writes for an empty queue
        }
        if (!\is_array($values) || !array_is_list($values) || $values !== array_filter($values, is_array(...))) {
            throw new JournalException("{$shown} is damaged: it is not a list of actions in JSON. It was not"
                . ' changed. Repair it, or move it away.');
        }

        return $values;
    }

    /**
     * @param array<mixed> $values
     * @return array{id: string, entry: NewEntry, queued_at: float, begun: bool}
     * @throws JournalException
     */
    private static function item(array $values, string $place): array
    {
        $text = static fn(string $key): string => \is_string($values[$key] ?? null) ? $values[$key] : '';
        $kind = ActionKind::tryFrom($text('action'))
            ?? throw new JournalException("{$place}: action: " . Quoted::value($values['action'] ?? null)
            . ' is not provision, deploy or check. Repair the file, or move it away.');
        $id = strtolower($text('id'));
        if (preg_match(self::UUID, $id) !== 1) {
            throw new JournalException("{$place}: id: " . Quoted::value($values['id'] ?? null)
                . ' is not a UUID. Repair the file, or move it away.');
        }
        $tags = $values['tags'] ?? [];
        $tags = \is_string($tags) ? explode(',', $tags) : (array) $tags;
        $tags = array_filter(
            array_map(static fn(mixed $tag): string => \is_string($tag) ? trim($tag) : '', $tags),
            static fn(string $tag): bool => $tag !== '',
        );
        $priority = $values['priority'] ?? 0;
        try {
            $entry = new NewEntry(
                $kind,
                $text('server_name'),
                array_values($tags),
                priority: \is_int($priority) ? $priority : 0,
                who: 'actions.json',
            );
        } catch (UsageError $error) {
            throw new JournalException("{$place}: " . PlainText::line($error->getMessage()) . ' Repair the file, or'
                . ' move it away.', previous: $error);
        }

        return [
            'id' => $id,
            'entry' => $entry,
            'queued_at' => (float) (self::time($text('queued_at')) ?? time()),
            'begun' => !\in_array($text('started_at'), ['', '0001-01-01T00:00:00Z'], true),
        ];
    }

    /** Also with the nine digits after the second that the original writes. */
    private static function time(string $text): ?int
    {
        $time = strtotime(preg_replace('/(\.\d{6})\d+/', '$1', $text) ?? '');

        return $time === false ? null : $time;
    }
}
