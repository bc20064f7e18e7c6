<?php

declare(strict_types=1);

namespace PhotoLibrary\Tests\Network;

use Nyholm\Psr7\Factory\Psr17Factory;
use PhotoLibrary\HttpOptions;
use PhotoLibrary\HttpPool;
use PhotoLibrary\Psr18Client;
use PHPUnit\Framework\Attributes\DataProvider;
use Psr\Http\Client\ClientInterface;
use Psr\Http\Client\NetworkExceptionInterface;
use Psr\Http\Client\RequestExceptionInterface;
use Psr\Http\Message\RequestInterface;

require_once __DIR__ . '/../../php/Psr18Client.php';

final class Psr18ClientTest extends NetworkTestCase
{
    private Psr17Factory $factory;

    protected function setUp(): void
    {
        parent::setUp();
        $this->factory = new Psr17Factory();
    }

    private function client(): ClientInterface
    {
        $options = new HttpOptions(retries: 0, maxRedirects: 0, allow: ['127.0.0.0/8']);

        return new Psr18Client($this->factory, $this->factory, new HttpPool($options));
    }

    public function testAnswersArriveWhole(): void
    {
        $response = $this->client()->sendRequest($this->factory->createRequest('GET', $this->nginx->url('/bodies/1k')));
        self::assertSame(200, $response->getStatusCode());
        self::assertSame('1.1', $response->getProtocolVersion());
        self::assertSame('1000', $response->getHeaderLine('Content-Length'));
        self::assertStringEqualsFile("{$this->nginx->folder}/site/bodies/1k", (string) $response->getBody());
    }

    public function testRequestsArriveWhole(): void
    {
        $request = $this->factory->createRequest('POST', $this->faults->url('/echo') . '#part')
            ->withHeader('X-Many', ['a', 'b'])
            ->withBody($this->factory->createStream('what is sent'));
        $echo = (string) $this->client()->sendRequest($request)->getBody();
        self::assertStringContainsString('what is sent', $echo);
        self::assertStringContainsStringIgnoringCase('x-many', $echo);
        self::assertStringNotContainsString('#part', $echo);
    }

    public function testStatusesAndRedirectsAreAnswers(): void
    {
        $missing = $this->client()->sendRequest($this->factory->createRequest('GET', $this->nginx->url('/missing')));
        self::assertSame(404, $missing->getStatusCode());
        $redirect = $this->client()->sendRequest($this->factory->createRequest('GET', $this->faults->url('/redirect-loop')));
        self::assertSame(302, $redirect->getStatusCode());
        self::assertNotSame('', $redirect->getHeaderLine('Location'));
    }

    public function testWithoutAnAnswerTheNetworkIsToBlame(): void
    {
        $request = $this->factory->createRequest('GET', 'http://127.0.0.1:1/?secret');
        try {
            $this->client()->sendRequest($request);
            self::fail('nobody listens there');
        } catch (NetworkExceptionInterface $exception) {
            self::assertSame($request, $exception->getRequest());
            self::assertStringNotContainsString('secret', $exception->getMessage());
        }
    }

    private function raw(string $head): RequestInterface
    {
        $answer = "HTTP/1.1 200 OK\r\n{$head}\r\nContent-Length: 4\r\n\r\nbody";

        return $this->factory->createRequest('GET', $this->faults->url('/raw?answer=' . rawurlencode($answer)));
    }

    public function testANameOfDigitsIsAName(): void
    {
        self::assertSame('a', $this->client()->sendRequest($this->raw('42: a'))->getHeaderLine('42'));
    }

    /** @return iterable<string, array{string}> */
    public static function unspeakable(): iterable
    {
        yield 'a name with a space' => ['X Y: a'];
        yield 'no name' => [': a'];
        yield 'a control character' => ["X: a\x01b"];
    }

    #[DataProvider('unspeakable')]
    public function testWhatPsr7HasNoRoomForIsTheNetworksFault(string $head): void
    {
        $this->expectException(NetworkExceptionInterface::class);
        $this->client()->sendRequest($this->raw($head));
    }

    public function testAnotherHostIsAskedFor(): void
    {
        $request = $this->factory->createRequest('GET', $this->faults->url('/echo'));
        $host = $request->getUri()->getAuthority();
        foreach ([$host, 'virtual.example'] as $name) {
            $echo = json_decode((string) $this->client()->sendRequest($request->withHeader('Host', $name))->getBody(), true);
            self::assertIsArray($echo);
            self::assertIsArray($echo['headers']);
            self::assertSame($name, $echo['headers']['host']);
        }
    }

    /** @return iterable<string, array{string, string}> */
    public static function impossible(): iterable
    {
        yield 'no scheme' => ['GET', '/relative'];
        yield 'another scheme' => ['GET', 'ftp://127.0.0.1/'];
        yield 'no method' => ['IN VALID', 'http://127.0.0.1/'];
    }

    #[DataProvider('impossible')]
    public function testWhatCannotBeSentIsTheRequestsFault(string $method, string $url): void
    {
        $this->expectException(RequestExceptionInterface::class);
        $this->client()->sendRequest($this->factory->createRequest($method, $url));
    }
}
