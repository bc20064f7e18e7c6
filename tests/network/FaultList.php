<?php

declare(strict_types=1);

namespace PhotoLibrary\Tests\Network;

/** All faults of the servers. */
final class FaultList
{
    /** @return array<string, Fault> by their names */
    public static function all(FaultServer $server, Nginx $nginx): array
    {
        $faults = [];
        foreach ([...self::slow($server), ...self::broken($server), ...self::tooMuch($server), ...self::statuses($server),
            ...self::redirects($server), ...self::addresses($server, $nginx), ...self::ranges($server), ...self::notTheImage($server),
            ...self::http2($server), ...self::tls($nginx)] as $fault) {
            $faults[$fault->name] = $fault;
        }

        return $faults;
    }

    /** @return list<Fault> */
    private static function slow(FaultServer $server): array
    {
        return [
            new Fault('slow headers', $server->url('/slow-headers'), 'timeout', 'timeout', isSlow: true),
            new Fault('slow body', $server->url('/slow-body'), 'timeout', 'timeout', isSlow: true),
            new Fault('stall', $server->url('/stall'), 'timeout', 'timeout', isSlow: true),
            new Fault('stall in the body', $server->url('/stall-in-body'), 'timeout', 'timeout', isSlow: true),
            new Fault('HTTP/2: stall in the body', $server->http2('h2-stall'), 'timeout', 'timeout', isSlow: true),
        ];
    }

    /** @return list<Fault> */
    private static function broken(FaultServer $server): array
    {
        return [
            new Fault('connection closed without an answer', $server->url('/hang-up'), 'network', 'network', 2),
            new Fault('reset without an answer', $server->url('/reset'), 'network', 'network', 2),
            new Fault('reset in the body', $server->url('/reset-in-body'), 'network', 'network', 2),
            new Fault('less than Content-Length', $server->url('/short-body'), 'network', 'network', 2),
            new Fault('more than Content-Length', $server->url('/long-body'), 'response 200', 'corrupt'),
            new Fault('chunk without a size', $server->url('/broken-chunks'), 'network', 'network', 2),
            new Fault('end without a last chunk', $server->url('/cut-chunks'), 'network', 'network', 2),
            new Fault('no HTTP', $server->url('/no-http'), 'network', 'network'),
            new Fault('nobody listens', 'http://127.0.0.1:1/photo.jpg', 'network', 'network', 2),
        ];
    }

    /** @return list<Fault> */
    private static function tooMuch(FaultServer $server): array
    {
        return [
            new Fault('endless body', $server->url('/endless-body'), 'too_large', 'too_large'),
            new Fault('endless chunks', $server->url('/endless-chunks'), 'too_large', 'too_large'),
            // Images are not asked for in an encoding, so that nothing is unpacked for them.
            new Fault('gzip bomb', $server->url('/gzip-bomb'), 'too_large', 'unsupported'),
            new Fault('a terabyte announced', $server->url('/huge-length'), 'too_large', 'too_large'),
            new Fault('header of 4 MB', $server->url('/huge-header'), 'network', 'network'),
            new Fault('endless headers', $server->url('/endless-headers'), 'network', 'network'),
            new Fault('endless 103 Early Hints', $server->url('/endless-informational'), 'network', 'network'),
            new Fault('endless body of a redirect', $server->url('/endless-redirect'), 'response 200', 'palette'),
            new Fault('endless body of a 404', $server->url('/endless-error'), 'too_large', 'http_status 404'),
        ];
    }

    /** @return list<Fault> */
    private static function statuses(FaultServer $server): array
    {
        return [
            new Fault('not found', $server->url('/nothing'), 'response 404', 'http_status 404'),
            new Fault('503 for ever', $server->url('/status?code=503'), 'response 503', 'http_status 503', 2),
            new Fault('429 for ever', $server->url('/status?code=429', 'third'), 'response 429', 'http_status 429', 2),
            new Fault('503 with Retry-After behind the deadline', $server->url('/status?code=503&after=1000', 'fourth'), 'response 503', 'http_status 503'),
        ];
    }

    /** @return list<Fault> */
    private static function redirects(FaultServer $server): array
    {
        $to = static fn(string $url): string => $server->url('/redirect?to=' . rawurlencode($url));

        return [
            new Fault('redirect loop', $server->url('/redirect-loop'), 'network', 'network'),
            new Fault('5 redirects', $server->url('/redirects?count=5'), 'response 200', 'palette'),
            new Fault('6 redirects', $server->url('/redirects?count=6'), 'network', 'network'),
            new Fault('redirect to another origin', $to($server->url('/image', 'other')), 'response 200', 'palette'),
            new Fault('redirect to a private network', $to('http://10.0.0.1/photo.jpg'), 'blocked_address', 'blocked_address'),
            new Fault('redirect to ::1', $to("http://[::1]:{$server->port('http')}/image"), 'blocked_address', 'blocked_address'),
            new Fault('redirect to the metadata service', $to('http://169.254.169.254/latest/meta-data/'), 'blocked_address', 'blocked_address'),
            new Fault('redirect to file:', $to('file:///etc/passwd'), 'network', 'network'),
            new Fault('redirect to ftp:', $to("ftp://127.0.0.1:{$server->port('http')}/photo.jpg"), 'network', 'network'),
        ];
    }

    /** @return list<Fault> */
    private static function addresses(FaultServer $server, Nginx $nginx): array
    {
        $port = $server->port('http');
        $guarded = static fn(string $name, string $host): Fault
            => new Fault($name, "http://{$host}:{$port}/image", 'blocked_address', 'blocked_address', isGuarded: true);

        return [
            new Fault('a name of this machine', $nginx->url('/images/baseline.jpg'), 'blocked_address', 'blocked_address', isGuarded: true),
            $guarded('127.0.0.1', '127.0.0.1'),
            $guarded('127.0.0.1 as one number', '2130706433'),
            $guarded('127.0.0.1 in hexadecimal', '0x7f.1'),
            $guarded('0.0.0.0', '0.0.0.0'),
            $guarded('::1', '[::1]'),
            $guarded('127.0.0.1 in IPv6', '[::ffff:127.0.0.1]'),
            $guarded('127.0.0.1 through NAT64', '[64:ff9b::7f00:1]'),
            $guarded('127.0.0.1 through 6to4', '[2002:7f00:1::]'),
            $guarded('carrier-grade NAT', '100.64.0.1'),
            $guarded('private network', '192.168.0.1'),
            $guarded('unique local address', '[fd00::1]'),
            $guarded('link-local address', '169.254.0.1'),
            $guarded('multicast', '224.0.0.1'),
        ];
    }

    /** @return list<Fault> */
    private static function ranges(FaultServer $server): array
    {
        return [
            new Fault('no ranges', $server->url('/no-ranges?image=progressive.jpg'), 'response 200', 'palette'),
            new Fault('Content-Range is a lie', $server->url('/lying-range?image=progressive.jpg'), 'response 206', 'unsupported'),
            new Fault('another range than asked for', $server->url('/shifted-range?image=progressive.jpg'), 'response 206', 'network'),
        ];
    }

    /** @return list<Fault> */
    private static function notTheImage(FaultServer $server): array
    {
        return [
            new Fault('HTML', $server->url('/html'), 'response 200', 'unsupported'),
            new Fault('truncated progressive JPEG', $server->url('/truncated?image=progressive.jpg&bytes=5000'), 'response 200', 'corrupt'),
            new Fault('truncated baseline JPEG', $server->url('/truncated?image=baseline.jpg&bytes=200000'), 'response 200', 'corrupt'),
            new Fault('nothing', $server->url('/bytes?count=0'), 'response 200', 'corrupt'),
        ];
    }

    /** @return list<Fault> */
    private static function http2(FaultServer $server): array
    {
        return [
            new Fault('HTTP/2: no fault', $server->http2('h2'), 'response 200', 'palette'),
            new Fault('HTTP/2: RST_STREAM in the body', $server->http2('h2-reset'), 'network', 'network', 2),
            new Fault('HTTP/2: GOAWAY in the body', $server->http2('h2-goaway'), 'network', 'network', 2),
            new Fault('HTTP/2: polite GOAWAY in the body', $server->http2('h2-last'), 'response 200', 'palette'),
            new Fault('HTTP/2: connection closed in the body', $server->http2('h2-hang-up'), 'network', 'network', 2),
            new Fault('HTTP/2: garbage', $server->http2('h2-garbage'), 'network', 'network', 2),
        ];
    }

    /** @return list<Fault> */
    private static function tls(Nginx $nginx): array
    {
        return [
            new Fault('TLS: no fault', $nginx->url('/images/baseline.jpg', 'tls'), 'response 200', 'palette'),
            new Fault('TLS: certificate for another name', $nginx->url('/images/baseline.jpg', 'elsewhere'), 'network', 'network'),
            new Fault('TLS: certificate of no authority', $nginx->url('/images/baseline.jpg', 'untrusted'), 'network', 'network'),
        ];
    }
}
