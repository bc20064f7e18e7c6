<?php

declare(strict_types=1);

namespace PhotoLibrary\Tests\Network;

use Generator;
use PhotoLibrary\EngineException;
use PhotoLibrary\FailureReason;
use PhotoLibrary\HttpException;
use PhotoLibrary\HttpOptions;
use PhotoLibrary\HttpPool;
use PhotoLibrary\HttpRequest;
use PhotoLibrary\HttpResponse;
use PHPUnit\Framework\Attributes\DataProvider;
use stdClass;

/** Requests and answers, as a user of HttpPool writes it. */
final class PoolTest extends NetworkTestCase
{
    // ---- one request

    public function testAnAnswer(): void
    {
        $response = (new HttpPool(self::options()))->send(new HttpRequest($this->faults->url('/bytes?count=100000')));
        self::assertSame([200, '1.1', 100_000, 1], [$response->status, $response->version, $response->bytes, $response->attempts]);
        self::assertSame($this->faults->url('/bytes?count=100000'), $response->url);
        self::assertSame(md5(substr(str_repeat(implode('', array_map(chr(...), range(0, 255))), 400), 0, 100_000)), md5($response->body));
        self::assertSame('application/octet-stream', $response->header('Content-Type'));
        self::assertSame(['100000'], $response->headers['content-length']);
        self::assertNull($response->header('X-Nothing'));
        self::assertGreaterThan(0.0, $response->seconds);
    }

    /** @return iterable<string, array{string, string}> */
    public static function protocols(): iterable
    {
        yield 'HTTP/1.1' => ['plain', '1.1'];
        yield 'HTTP/1.1 over TLS' => ['tls', '1.1'];
        yield 'HTTP/2 over TLS' => ['http2', '2'];
    }

    #[DataProvider('protocols')]
    public function testARealServer(string $kind, string $version): void
    {
        $requests = [];
        foreach (['1k', '100k', '1m', '20m'] as $name) {
            for ($i = 0; $i < ($name === '20m' ? 2 : 20); ++$i) {
                $requests["{$name} {$i}"] = new HttpRequest($this->nginx->url("/bodies/{$name}", $kind));
            }
        }
        $seen = 0;
        foreach ((new HttpPool(self::options()))->sendAll($requests) as $key => $result) {
            $response = self::response($result);
            self::assertArrayHasKey($key, $requests);
            self::assertSame([200, $version], [$response->status, $response->version]);
            self::assertSame(hash_file('sha256', "{$this->nginx->folder}/site/bodies/" . strtok($key, ' ')), hash('sha256', $response->body), $key);
            ++$seen;
        }
        self::assertSame(62, $seen);
    }

    public function testEveryMethodArrives(): void
    {
        $pool = new HttpPool(self::options());
        foreach (['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PROPFIND'] as $method) {
            $heard = self::heard($pool->send(new HttpRequest($this->faults->url('/echo'), $method)));
            self::assertSame([$method, 0], [$heard['method'], $heard['bytes']]);
            $heard = self::heard($pool->send(new HttpRequest($this->faults->url('/echo'), $method, body: 'some words')));
            self::assertSame([$method, 'some words', '10'], [$heard['method'], $heard['body'], $heard['headers']['content-length'] ?? '']);
        }
        $response = $pool->send(new HttpRequest($this->faults->url('/echo'), 'HEAD'));
        self::assertSame([200, '', 0], [$response->status, $response->body, $response->bytes]);
        self::assertSame('HEAD', $this->faults->journal()->of('/echo')[14]['method']);
    }

    public function testHeadersArriveAsTheyAreGiven(): void
    {
        $headers = ['X-One' => 'a: b', 'x-empty' => '', 'Accept' => 'image/*', 'Content-Type' => 'text/plain', 'User-Agent' => 'somebody'];
        $heard = self::heard((new HttpPool(self::options()))->send(new HttpRequest($this->faults->url('/echo?a=%20&b=c'), 'POST', $headers, 'x')));
        foreach ($headers as $name => $value) {
            self::assertSame($value, $heard['headers'][strtolower($name)] ?? null, $name);
        }
        self::assertSame('/echo?a=%20&b=c', $heard['target']);
        $heard = self::heard((new HttpPool(self::options()))->send(new HttpRequest($this->faults->url('/echo'), 'POST', body: '{}')));
        self::assertArrayNotHasKey('content-type', $heard['headers'], 'nobody said that it is a form');
    }

    // ---- bodies

    public function testBodiesFromAndToFiles(): void
    {
        $file = "{$this->nginx->folder}/site/bodies/20m";
        $sink = "{$this->nginx->folder}/sink";
        $pool = new HttpPool(self::options());
        $heard = self::heard($pool->send(new HttpRequest($this->faults->url('/echo'), 'PUT', bodyFile: $file)));
        self::assertSame([20_000_000, hash_file('sha256', $file)], [$heard['bytes'], $heard['hash']]);
        $response = $pool->send(new HttpRequest($this->nginx->url('/bodies/20m', 'http2'), sinkFile: $sink));
        self::assertSame(['', 20_000_000], [$response->body, $response->bytes]);
        self::assertFileEquals($file, $sink);
        // A shorter one takes its place entirely, also one without a body.
        $pool->send(new HttpRequest($this->nginx->url('/bodies/1k'), sinkFile: $sink));
        self::assertFileEquals("{$this->nginx->folder}/site/bodies/1k", $sink);
        $pool->send(new HttpRequest($this->faults->url('/bytes?count=0'), sinkFile: $sink));
        self::assertSame('', file_get_contents($sink));
    }

    public function testAFileThatSaysNoSizeIsSentWhole(): void
    {
        $heard = self::heard((new HttpPool(self::options()))->send(new HttpRequest($this->faults->url('/echo'), 'PUT', bodyFile: '/proc/version')));
        self::assertSame([file_get_contents('/proc/version'), 'chunked'], [$heard['body'], $heard['headers']['transfer-encoding'] ?? '']);
    }

    public function testFilesThatCannotBeUsed(): void
    {
        $results = iterator_to_array((new HttpPool(self::options()))->sendAll([
            'no such file' => new HttpRequest($this->faults->url('/echo'), 'PUT', bodyFile: '/no/such/file'),
            'a folder' => new HttpRequest($this->faults->url('/echo'), 'PUT', bodyFile: '/'),
            'no such folder' => new HttpRequest($this->faults->url('/image'), sinkFile: '/no/such/folder/sink'),
            'full' => new HttpRequest($this->faults->url('/image'), sinkFile: '/dev/full'),
            'good' => new HttpRequest($this->faults->url('/image')),
        ]));
        self::assertCount(5, $results);
        self::assertSame(FailureReason::NotFound, self::failure($results['no such file'])->reason);
        self::assertSame(FailureReason::Unreadable, self::failure($results['a folder'])->reason);
        self::assertSame(FailureReason::Unreadable, self::failure($results['no such folder'])->reason);
        self::assertSame(FailureReason::Unreadable, self::failure($results['full'])->reason);
        self::assertSame(200, self::response($results['good'])->status);
        self::assertCount(0, $this->faults->journal()->of('/echo'));
    }

    /** A file is sent again from its beginning, after a redirect and after a failure. */
    public function testAFileIsSentAgain(): void
    {
        $file = "{$this->nginx->folder}/site/bodies/1m";
        $pool = new HttpPool(self::options(retries: 2));
        $heard = self::heard($pool->send(new HttpRequest($this->faults->url('/redirect?status=307&to=/echo'), 'POST', bodyFile: $file)));
        self::assertSame(['POST', hash_file('sha256', $file)], [$heard['method'], $heard['hash']]);
        $pool->send(new HttpRequest($this->faults->url('/status?times=1'), 'PUT', bodyFile: $file));
        self::assertSame([hash_file('sha256', $file), hash_file('sha256', $file)], array_column($this->faults->journal()->of('/status'), 'bodyHash'));
    }

    public function testTheLimitOfABody(): void
    {
        $results = iterator_to_array((new HttpPool(self::options(maxBytes: 100_000)))->sendAll([
            'as many' => new HttpRequest($this->nginx->url('/bodies/100k')),
            'announced' => new HttpRequest($this->faults->url('/bytes?count=100001')),
            'endless' => new HttpRequest($this->faults->url('/endless-chunks')),
            'to a file' => new HttpRequest($this->faults->url('/endless-body'), sinkFile: "{$this->nginx->folder}/sink"),
        ]));
        self::assertSame(100_000, self::response($results['as many'])->bytes);
        foreach (['announced', 'endless', 'to a file'] as $name) {
            self::assertSame(FailureReason::TooLarge, self::failure($results[$name])->reason, $name);
        }
        self::assertLessThanOrEqual(100_000, (int) @filesize("{$this->nginx->folder}/sink"));
    }

    public function testMemoryIsBounded(): void
    {
        [$said, $status] = self::script('memory', [$this->nginx->url('/bodies/20m'), "{$this->nginx->folder}/site/bodies/20m", $this->faults->url('/echo')]);
        self::assertSame(['', 0], [$said, $status]);
    }

    // ---- many

    public function testKeysAreKept(): void
    {
        $object = new stdClass();
        $keys = ['a', 7, 'a', null, 1.5, true, ['x' => 1], $object, ''];
        $requests = (function () use ($keys): Generator {
            foreach ($keys as $number => $key) {
                yield $key => new HttpRequest($this->faults->url("/bytes?count={$number}"));
            }
        })();
        $seen = [];
        foreach ((new HttpPool(self::options()))->sendAll($requests) as $key => $result) {
            $seen[self::response($result)->bytes] = $key;
        }
        ksort($seen);
        self::assertSame($keys, $seen);
    }

    public function testAnswersComeAsTheyAreThere(): void
    {
        $requests = ['late' => new HttpRequest($this->faults->url('/gather?count=2')), 'early' => new HttpRequest($this->faults->url('/bytes'))];
        $batch = (new HttpPool(self::options()))->sendAll((static function () use ($requests): Generator {
            yield from $requests;
        })());
        self::assertTrue($batch->valid());
        self::assertSame('early', $batch->key());
        // Now that there is somebody to gather with, the other one comes as well.
        (new HttpPool(self::options()))->send(new HttpRequest($this->faults->url('/gather?count=2')));
        $batch->next();
        self::assertTrue($batch->valid());
        self::assertSame('late', $batch->key());
        $batch->next();
        self::assertFalse($batch->valid());
    }

    public function testAStatusIsAnAnswer(): void
    {
        $pool = new HttpPool(self::options());
        foreach ([404, 410, 500, 503] as $code) {
            self::assertSame($code, $pool->send(new HttpRequest($this->faults->url("/status?code={$code}")))->status);
        }
    }

    public function testSendThrowsTheFailure(): void
    {
        try {
            (new HttpPool(self::options()))->send(new HttpRequest($this->faults->url('/reset')));
            self::fail('nothing was thrown');
        } catch (HttpException $exception) {
            self::assertSame(FailureReason::Network, $exception->failure->reason);
            self::assertSame($exception->failure->message, $exception->getMessage());
        }
    }

    public function testRequestsArePulledOnlyWhenThereIsRoom(): void
    {
        $pulled = 0;
        $requests = (function () use (&$pulled): Generator {
            for (; $pulled < 5000; ++$pulled) {
                yield new HttpRequest($this->faults->url('/bytes?count=10'));
            }
        })();
        $taken = $most = 0;
        foreach ((new HttpPool(self::options(concurrency: 4)))->sendAll($requests) as $result) {
            self::response($result);
            $most = max($most, $pulled - ++$taken);
            if ($taken === 200) {
                break;
            }
        }
        self::assertLessThanOrEqual(64, $most);
    }

    public function testLimitsAreKeptAndUsed(): void
    {
        // Nobody gets an answer before eight have asked: more than eight at once are never there, fewer would hang.
        $requests = array_fill(0, 48, new HttpRequest($this->faults->url('/gather?count=8')));
        $results = iterator_to_array((new HttpPool(self::options(concurrency: 8, perHost: 64)))->sendAll($requests));
        self::assertCount(48, array_filter($results, static fn($result): bool => $result instanceof HttpResponse));
        self::assertSame(8, $this->faults->journal()->peak);
    }

    public function testLimitsOfAHostAreKeptAndUsed(): void
    {
        $requests = [];
        for ($i = 0; $i < 60; ++$i) {
            $requests[] = new HttpRequest($this->faults->url('/gather?count=9', ['http', 'other', 'third'][$i % 3]));
        }
        // The last ones of 60 have nobody to gather with.
        for ($i = 0; $i < 3; ++$i) {
            $requests[] = new HttpRequest($this->faults->url('/gather?count=9', ['http', 'other', 'third'][$i % 3]));
        }
        $results = iterator_to_array((new HttpPool(self::options(concurrency: 64, perHost: 3)))->sendAll($requests));
        self::assertCount(63, array_filter($results, static fn($result): bool => $result instanceof HttpResponse));
        $peaks = array_diff_key($this->faults->journal()->peaks, ['control' => 0]);
        ksort($peaks);
        self::assertSame(['http' => 3, 'other' => 3, 'third' => 3], $peaks);
    }

    /** One host that is slow must not hold the others up. */
    public function testABusyHostDoesNotHoldUpOthers(): void
    {
        $requests = array_fill_keys(range(0, 29), new HttpRequest($this->faults->url('/stall'), timeout: 100.0));
        $requests['other'] = new HttpRequest($this->faults->url('/image', 'other'));
        foreach ((new HttpPool(self::options(concurrency: 8, perHost: 4)))->sendAll($requests) as $key => $result) {
            self::assertSame('other', $key);
            self::response($result);
            break;
        }
    }

    public function testConnectionsAreUsedAgain(): void
    {
        $pool = new HttpPool(self::options(perHost: 2));
        foreach ($pool->sendAll(array_fill(0, 100, new HttpRequest($this->faults->url('/bytes')))) as $result) {
            self::response($result);
        }
        $pool->send(new HttpRequest($this->faults->url('/bytes')));
        self::assertLessThanOrEqual(2, $this->faults->journal()->connections['http']);
    }

    // ---- retries

    public function testAStormPasses(): void
    {
        $response = (new HttpPool(self::options(retries: 3)))->send(new HttpRequest($this->faults->url('/status?code=503&times=2')));
        self::assertSame([200, 3], [$response->status, $response->attempts]);
        self::assertCount(3, $this->faults->journal()->requests);
    }

    public function testAStormThatDoesNotPass(): void
    {
        $response = (new HttpPool(self::options(retries: 2)))->send(new HttpRequest($this->faults->url('/status?code=503')));
        self::assertSame([503, 3, "Not now.\n"], [$response->status, $response->attempts, $response->body]);
        self::assertCount(3, $this->faults->journal()->requests);
    }

    public function testRetryAfterIsObeyedByAllRequestsToTheHost(): void
    {
        $requests = [new HttpRequest($this->faults->url('/status?code=429&times=1&after=2')), ...array_fill(0, 5, new HttpRequest($this->faults->url('/bytes')))];
        $elsewhere = new HttpRequest($this->faults->url('/bytes', 'other'));
        foreach ((new HttpPool(self::options(perHost: 1, retries: 1)))->sendAll([...$requests, $elsewhere]) as $result) {
            self::assertSame(200, self::response($result)->status);
        }
        $journal = $this->faults->journal();
        $times = [];
        foreach ($journal->requests as $request) {
            $times[$request['entrance']][] = $request['time'];
        }
        self::assertCount(7, $times['http']);
        self::assertGreaterThanOrEqual(1.99, $times['http'][1] - $times['http'][0], 'the host was to be left in peace');
        self::assertLessThan($times['http'][1], $times['other'][0], 'others need not wait');
    }

    public function testRetryAfterBehindTheDeadlineIsNotWaitedFor(): void
    {
        $response = (new HttpPool(self::options(retries: 3, timeout: 60.0)))->send(new HttpRequest($this->faults->url('/status?code=503&after=3600')));
        self::assertSame([503, 1], [$response->status, $response->attempts]);
        self::assertLessThan(30.0, $response->seconds);
    }

    /** Retry-After is a wish of the server's, and nothing that it could hold a run up with. */
    public function testAHostThatAsksForAnHourOfPeace(): void
    {
        $requests = array_fill(0, 6, new HttpRequest($this->faults->url('/status?code=429&times=1&after=3600'), timeout: 3.0));
        $start = hrtime(true);
        $results = iterator_to_array((new HttpPool(self::options(perHost: 1, retries: 3)))->sendAll($requests));
        self::assertCount(6, $results);
        self::assertLessThan(120e9, hrtime(true) - $start);
    }

    public function testWaitingForAnotherAttemptTakesNoSlot(): void
    {
        $requests = ['waits' => new HttpRequest($this->faults->url('/status?code=503&times=1&after=3')), 'other' => new HttpRequest($this->faults->url('/bytes', 'other'))];
        $results = (new HttpPool(self::options(concurrency: 1, retries: 1)))->sendAll($requests);
        self::assertSame(['other', 'waits'], array_keys(iterator_to_array($results)));
    }

    /** @return iterable<string, array{string, bool, int}> */
    public static function unsafe(): iterable
    {
        yield 'GET' => ['GET', false, 2];
        yield 'PUT' => ['PUT', false, 2];
        yield 'DELETE' => ['DELETE', false, 2];
        yield 'POST' => ['POST', false, 1];
        yield 'PATCH' => ['PATCH', false, 1];
        yield 'POST, if asked for' => ['POST', true, 2];
    }

    #[DataProvider('unsafe')]
    public function testOnlyWhatDoesNoHarmIsTriedAgain(string $method, bool $retryUnsafe, int $attempts): void
    {
        $results = iterator_to_array((new HttpPool(self::options(retries: 1)))->sendAll([
            'status' => new HttpRequest($this->faults->url('/status?code=500'), $method, retryUnsafe: $retryUnsafe),
            'reset' => new HttpRequest($this->faults->url('/reset', 'other'), $method, retryUnsafe: $retryUnsafe),
            'in the body' => new HttpRequest($this->faults->url('/reset-in-body', 'third'), $method, retryUnsafe: $retryUnsafe),
            'in the body of HTTP/2' => new HttpRequest($this->faults->http2('h2-reset'), $method, retryUnsafe: $retryUnsafe),
        ]));
        self::assertSame($attempts, self::response($results['status'])->attempts);
        foreach (['reset', 'in the body', 'in the body of HTTP/2'] as $name) {
            self::assertSame([FailureReason::Network, $attempts], [self::failure($results[$name])->reason, self::failure($results[$name])->attempts], $name);
        }
        $journal = $this->faults->journal();
        self::assertCount($attempts, $journal->of('/status'));
        self::assertCount(2 * $attempts, $journal->of('/reset'));
    }

    /** Also where a connection is used again: libcurl itself would send it a second time if that breaks. */
    public function testAPostIsSentOnceOverAnOldConnection(): void
    {
        $pool = new HttpPool(self::options(retries: 0, perHost: 1));
        $pool->send(new HttpRequest($this->faults->url('/bytes')));
        $failure = self::failure(iterator_to_array($pool->sendAll([new HttpRequest($this->faults->url('/reset'), 'POST', body: 'pay')]))[0]);
        self::assertSame(FailureReason::Network, $failure->reason);
        self::assertCount(1, $this->faults->journal()->of('/reset'));
    }

    /** @return iterable<string, array{string}> */
    public static function passing(): iterable
    {
        foreach (['h2-reset-once', 'h2-refused-once', 'h2-goaway-once'] as $entrance) {
            yield $entrance => [$entrance];
        }
    }

    #[DataProvider('passing')]
    public function testWhatPassesOverHttp2(string $entrance): void
    {
        $response = (new HttpPool(self::options(retries: 1)))->send(new HttpRequest($this->faults->http2($entrance)));
        self::assertSame([200, '2', md5_file(self::image('tiny.jpg'))], [$response->status, $response->version, md5($response->body)]);
    }

    // ---- what one answer must not do to the next

    public function testAnAnswerThatIsTooLongIsNotThatOfTheNextRequest(): void
    {
        $pool = new HttpPool(self::options(concurrency: 1, perHost: 1));
        for ($i = 0; $i < 5; ++$i) {
            self::assertSame(1000, $pool->send(new HttpRequest($this->faults->url('/long-body')))->bytes);
            self::assertSame('GET', self::heard($pool->send(new HttpRequest($this->faults->url('/echo'))))['method']);
        }
    }

    // ---- redirects

    /** libcurl would send further requests over its connections before the first is answered. */
    public function testWhoFalselyClaimsToSpeakHttp2MixesNothingUp(): void
    {
        $requests = [];
        for ($i = 0; $i < 60; ++$i) {
            $requests["number {$i}"] = new HttpRequest($this->faults->url('/false-http2?name=' . rawurlencode("number {$i}")));
        }
        foreach ((new HttpPool(self::options()))->sendAll($requests) as $key => $result) {
            self::assertSame($key, self::response($result)->body);
        }
    }

    public function testAPostBecomesAGetWhereBrowsersDoSo(): void
    {
        $pool = new HttpPool(self::options());
        foreach ([301 => 'GET', 302 => 'GET', 303 => 'GET', 307 => 'POST', 308 => 'POST'] as $status => $method) {
            $response = $pool->send(new HttpRequest($this->faults->url("/redirect?status={$status}&to=/echo"), 'POST', body: 'words'));
            $heard = self::heard($response);
            self::assertSame([$method, $method === 'POST' ? 'words' : ''], [$heard['method'], $heard['body']], (string) $status);
            self::assertSame($this->faults->url('/echo'), $response->url);
        }
    }

    public function testTheNumberOfRedirects(): void
    {
        $url = $this->faults->url('/redirects?count=3');
        self::assertSame(200, (new HttpPool(self::options(maxRedirects: 3)))->send(new HttpRequest($url))->status);
        $response = (new HttpPool(self::options(maxRedirects: 0)))->send(new HttpRequest($url));
        self::assertSame([302, $url], [$response->status, $response->url]);
        self::assertStringContainsString('count=2', (string) $response->header('location'));
        $this->expectException(HttpException::class);
        (new HttpPool(self::options(maxRedirects: 2)))->send(new HttpRequest($url));
    }

    public function testSecretsStayWithTheirOrigin(): void
    {
        $secrets = ['Authorization' => 'Bearer secret', 'Cookie' => 'session=secret', 'X-Api-Key' => 'secret'];
        $pool = new HttpPool(self::options());
        $to = fn(string $url): string => $this->faults->url('/redirect?status=307&to=' . rawurlencode($url));
        foreach (['GET', 'PUT'] as $method) {
            $there = self::heard($pool->send(new HttpRequest($to('/echo'), $method, $secrets)));
            foreach ($secrets as $name => $value) {
                self::assertSame($value, $there['headers'][strtolower($name)] ?? null);
            }
            // Another address, another port of the same one, another name of the same one.
            $port = parse_url($this->faults->url('/'), PHP_URL_PORT);
            $others = [$this->faults->url('/echo', 'other'), $this->faults->url('/echo', 'control'), "http://localhost:{$port}/echo"];
            foreach ($others as $other) {
                self::assertSecretFree(self::heard($pool->send(new HttpRequest($to($other), $method, $secrets))));
            }
            // And back again: they are gone.
            $back = $this->faults->url('/redirect?status=307&to=' . rawurlencode($this->faults->url('/echo')), 'other');
            self::assertSecretFree(self::heard($pool->send(new HttpRequest($to($back), $method, $secrets))));
        }
    }

    public function testAPasswordInTheUrlStaysWithItsOrigin(): void
    {
        $pool = new HttpPool(self::options());
        $withPassword = static fn(string $url): string => str_replace('http://', 'http://user:secret@', $url);
        $heard = self::heard($pool->send(new HttpRequest($withPassword($this->faults->url('/echo')))));
        self::assertSame('Basic ' . base64_encode('user:secret'), $heard['headers']['authorization'] ?? null);
        $target = rawurlencode($this->faults->url('/echo', 'other'));
        self::assertSecretFree(self::heard($pool->send(new HttpRequest($withPassword($this->faults->url("/redirect?to={$target}"))))));
        $failure = self::failure(iterator_to_array($pool->sendAll([new HttpRequest($withPassword($this->faults->url('/reset?token=secret')))]))[0]);
        self::assertStringNotContainsString('secret', $failure->message . $failure->source);
    }

    /** @param array{headers: array<string, string>} $heard */
    private static function assertSecretFree(array $heard): void
    {
        self::assertStringNotContainsString('secret', json_encode($heard['headers'], JSON_THROW_ON_ERROR));
        self::assertArrayNotHasKey('authorization', $heard['headers']);
    }

    // ---- proxies

    public function testTheProxyOfTheEnvironmentIsNotUsed(): void
    {
        $names = ['http_proxy', 'https_proxy', 'all_proxy', 'HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY'];
        try {
            foreach ($names as $name) {
                putenv("{$name}={$this->faults->url('')}");
            }
            $heard = self::heard((new HttpPool(self::options()))->send(new HttpRequest($this->faults->url('/echo', 'other'))));
            self::assertSame('/echo', $heard['target']);
            self::assertSame([], array_values(array_filter($this->faults->journal()->requests, static fn(array $request): bool => $request['entrance'] === 'http')));
        } finally {
            array_map(putenv(...), $names);
        }
    }

    public function testAProxyThatIsAskedForIsUsed(): void
    {
        $options = self::options(proxy: $this->faults->url(''));
        $heard = self::heard((new HttpPool($options))->send(new HttpRequest('http://photos.example/echo')));
        self::assertSame(['http://photos.example/echo', 'photos.example'], [$heard['target'], $heard['headers']['host'] ?? '']);
    }

    public function testABatchGoesThroughItsRequestsOnce(): void
    {
        $batch = (new HttpPool(self::options()))->sendAll([new HttpRequest($this->faults->url('/bytes?count=10'))], true);
        self::assertSame(['pulled' => 0, 'succeeded' => 0, 'failed' => 0, 'inFlight' => 0, 'ordered' => true, 'finished' => false], $batch->__debugInfo());
        self::assertCount(1, iterator_to_array($batch));
        self::assertSame(['pulled' => 1, 'succeeded' => 1, 'failed' => 0, 'inFlight' => 0, 'ordered' => true, 'finished' => true], $batch->__debugInfo());
        $this->expectException(EngineException::class);
        $this->expectExceptionMessage('a batch goes through its requests once; call sendAll() again');
        $batch->rewind();
    }

    // ---- the guard

    public function testTheGuardLetsThroughWhatIsListed(): void
    {
        $port = $this->faults->port('http');
        foreach ([['127.0.0.1'], ['127.0.0.0/8'], ['LOCALHOST.'], ['localhost']] as $allow) {
            $host = str_contains(strtolower($allow[0]), 'localhost') ? 'localhost' : '127.0.0.1';
            self::assertSame(200, (new HttpPool(self::options(allow: $allow)))->send(new HttpRequest("http://{$host}:{$port}/image"))->status, $allow[0]);
        }
        foreach ([[], ['127.0.0.2'], ['example.org'], ['127.0.0.2/31'], ['localhost']] as $allow) {
            $result = iterator_to_array((new HttpPool(self::options(allow: $allow)))->sendAll([new HttpRequest("http://127.0.0.1:{$port}/image")]))[0];
            self::assertSame(FailureReason::BlockedAddress, self::failure($result)->reason, implode(' ', $allow));
        }
    }

    /** Also where a connection is there already that somebody opened who may. */
    public function testAConnectionOfSomebodyElseIsNoWayAround(): void
    {
        $allowed = new HttpPool(self::options());
        $guarded = new HttpPool(self::options(allow: []));
        $request = new HttpRequest($this->faults->url('/image'));
        self::assertSame(200, $allowed->send($request)->status);
        self::assertSame(FailureReason::BlockedAddress, self::failure(iterator_to_array($guarded->sendAll([$request]))[0])->reason);
        self::assertSame(200, $allowed->send($request)->status);
        self::assertCount(2, $this->faults->journal()->requests);
    }

    public function testTheDefaultIsGuarded(): void
    {
        foreach ([new HttpPool(), new HttpPool(new HttpOptions(retries: 0))] as $pool) {
            $result = iterator_to_array($pool->sendAll([new HttpRequest($this->faults->url('/image'))]))[0];
            self::assertSame(FailureReason::BlockedAddress, self::failure($result)->reason);
        }
    }

    public function testTheConfigurationMayLetThroughMore(): void
    {
        foreach (['' => 'blocked_address', '192.0.2.1' => 'blocked_address', 'photos.example, 127.0.0.0/8' => '200'] as $allow => $outcome) {
            self::assertSame(["{$outcome}\n", 0], self::script('outcome', [$this->faults->url('/image')], ['-d', "photolibrary.http_allow={$allow}"]), $allow);
        }
    }
}
