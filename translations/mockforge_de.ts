<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de">
<context>
    <name>ChaosCatalogue</name>
    <message>
        <source>Accepts a connection and sends a TCP RST</source>
        <translation>Nimmt eine Verbindung an und sendet ein TCP-RST</translation>
    </message>
    <message>
        <source>Accepts a connection and never reads or writes a byte, nor begins its TLS handshake, while the rule is in force</source>
        <translation>Nimmt eine Verbindung an und liest und schreibt kein Byte, beginnt auch keinen TLS-Handshake, solange die Regel in Kraft ist</translation>
    </message>
    <message>
        <source>Accepts a connection and lets it wait before the first byte is read</source>
        <translation>Nimmt eine Verbindung an und lässt sie warten, bevor das erste Byte gelesen wird</translation>
    </message>
    <message>
        <source>Turns away connections beyond a number of open ones on the port</source>
        <translation>Weist Verbindungen ab, die über eine Zahl offener am Port hinausgehen</translation>
    </message>
    <message>
        <source>Waits before the reply</source>
        <translation>Wartet vor der Antwort</translation>
    </message>
    <message>
        <source>Answers a status instead of the route</source>
        <translation>Antwortet anstelle der Route mit einem Status</translation>
    </message>
    <message>
        <source>Never answers; the connection stays open until the client leaves</source>
        <translation>Antwortet nie; die Verbindung bleibt offen, bis der Client geht</translation>
    </message>
    <message>
        <source>Answers 429 to what comes faster than a rate (token bucket), with Retry-After</source>
        <translation>Antwortet 429 auf alles, was schneller kommt als eine Rate (Token-Bucket), mit Retry-After</translation>
    </message>
    <message>
        <source>Answers 503 to exchanges beyond a number at a time</source>
        <translation>Antwortet 503 auf Anfragen über eine Zahl gleichzeitiger hinaus</translation>
    </message>
    <message>
        <source>Answers 503 for a while after replies of 500 and above in a row</source>
        <translation>Antwortet eine Zeit lang 503, nach Antworten ab 500 in Folge</translation>
    </message>
    <message>
        <source>Sends only a part of the body</source>
        <translation>Sendet nur einen Teil des Bodys</translation>
    </message>
    <message>
        <source>Sends the body in chunks, one of which has a size that is none, then FIN</source>
        <translation>Sendet den Body in Stücken, von denen eines eine ungültige Größe hat, dann FIN</translation>
    </message>
    <message>
        <source>Sends random bytes in place of the reply, then FIN</source>
        <translation>Sendet zufällige Bytes anstelle der Antwort, dann FIN</translation>
    </message>
    <message>
        <source>Sends FIN in place of the reply</source>
        <translation>Sendet FIN anstelle der Antwort</translation>
    </message>
    <message>
        <source>Sends a TCP RST</source>
        <translation>Sendet ein TCP-RST</translation>
    </message>
    <message>
        <source>Sends the reply&apos;s head in slices</source>
        <translation>Sendet den Kopf der Antwort in Scheiben</translation>
    </message>
    <message>
        <source>Sends the reply&apos;s body in slices</source>
        <translation>Sendet den Body der Antwort in Scheiben</translation>
    </message>
    <message>
        <source>Sends a content type or encoding that is not the body&apos;s</source>
        <translation>Sendet einen Content-Type oder ein Encoding, das nicht zum Body gehört</translation>
    </message>
    <message>
        <source>Sends a header twice, or one of a great size</source>
        <translation>Sendet einen Header doppelt oder einen sehr großen</translation>
    </message>
    <message>
        <source>Drops fields of a JSON body, or gives them values of another type</source>
        <translation>Entfernt Felder eines JSON-Bodys oder gibt ihnen Werte anderen Typs</translation>
    </message>
    <message>
        <source>Changes bytes of the body; the length stays right</source>
        <translation>Verändert Bytes des Bodys; die Länge bleibt richtig</translation>
    </message>
    <message>
        <source>Lets bytes pass at a rate, evenly</source>
        <translation>Lässt Bytes mit einer Rate durch, gleichmäßig</translation>
    </message>
    <message>
        <source>Sends at most so many bytes at once</source>
        <translation>Sendet höchstens so viele Bytes auf einmal</translation>
    </message>
    <message>
        <source>Ends the connection after so many bytes to the client</source>
        <translation>Beendet die Verbindung nach so vielen Bytes an den Client</translation>
    </message>
    <message>
        <source>Stalls as retransmissions do: for a lost segment of 1460 bytes nothing moves for the retransmission time, which doubles with each loss in a row; no packet is really dropped</source>
        <translation>Stockt wie bei Neuübertragungen: für ein verlorenes Segment von 1460 Bytes ruht alles für die Neuübertragungszeit, die sich mit jedem Verlust in Folge verdoppelt; kein Paket geht wirklich verloren</translation>
    </message>
    <message>
        <source>Changes bytes on their way, whatever they mean</source>
        <translation>Verändert Bytes unterwegs, was immer sie bedeuten</translation>
    </message>
    <message>
        <source>Waits before it ends a connection that is to end</source>
        <translation>Wartet, bevor eine Verbindung endet, die enden soll</translation>
    </message>
    <message>
        <source>Open connections on the port</source>
        <translation>Offene Verbindungen am Port</translation>
    </message>
    <message>
        <source>How: fin or reset</source>
        <translation>Wie: fin oder reset</translation>
    </message>
    <message>
        <source>Status code, or a list to draw from; gRPC and GraphQL map it</source>
        <translation>Statuscode oder eine Liste, aus der gezogen wird; gRPC und GraphQL bilden ihn ab</translation>
    </message>
    <message>
        <source>Body of the reply</source>
        <translation>Body der Antwort</translation>
    </message>
    <message>
        <source>Content-Type of body</source>
        <translation>Content-Type des Bodys</translation>
    </message>
    <message>
        <source>Retry-After of the reply, in whole seconds; 0: none</source>
        <translation>Retry-After der Antwort in ganzen Sekunden; 0: keins</translation>
    </message>
    <message>
        <source>How long: a time, or a distribution of times</source>
        <translation>Wie lange: eine Zeit oder eine Verteilung von Zeiten</translation>
    </message>
    <message>
        <source>How the status is taken from a list</source>
        <translation>Wie der Status aus einer Liste genommen wird</translation>
    </message>
    <message>
        <source>Wait before it</source>
        <translation>Wartezeit davor</translation>
    </message>
    <message>
        <source>Exchanges a second that are let through</source>
        <translation>Anfragen je Sekunde, die durchgelassen werden</translation>
    </message>
    <message>
        <source>Exchanges let through at once after a rest</source>
        <translation>Anfragen, die nach einer Pause auf einmal durchgelassen werden</translation>
    </message>
    <message>
        <source>What has a bucket of its own</source>
        <translation>Was einen eigenen Bucket hat</translation>
    </message>
    <message>
        <source>Exchanges of this rule at a time</source>
        <translation>Gleichzeitige Anfragen dieser Regel</translation>
    </message>
    <message>
        <source>Replies of 500 and above in a row that open the circuit</source>
        <translation>Antworten ab 500 in Folge, die den Kreis öffnen</translation>
    </message>
    <message>
        <source>How long it stays open before it lets exchanges try</source>
        <translation>Wie lange er offen bleibt, bevor es Anfragen versuchen dürfen</translation>
    </message>
    <message>
        <source>Replies below 500 in a row that close it again</source>
        <translation>Antworten unter 500 in Folge, die ihn wieder schließen</translation>
    </message>
    <message>
        <source>How much of the body is sent, instead of a share</source>
        <translation>Wie viel des Bodys gesendet wird, anstelle eines Anteils</translation>
    </message>
    <message>
        <source>What share of the body is sent</source>
        <translation>Welcher Anteil des Bodys gesendet wird</translation>
    </message>
    <message>
        <source>Content-Length tells the whole body (lying), or what is sent (right)</source>
        <translation>Content-Length nennt den ganzen Body (lying) oder das Gesendete (right)</translation>
    </message>
    <message>
        <source>What follows a lying length: fin, reset, or hang, nothing</source>
        <translation>Was auf eine falsche Länge folgt: fin, reset oder hang, nichts</translation>
    </message>
    <message>
        <source>How many</source>
        <translation>Wie viele</translation>
    </message>
    <message>
        <source>In place of the reply, in the middle of it, or after all of it</source>
        <translation>Anstelle der Antwort, mitten in ihr oder nach der ganzen</translation>
    </message>
    <message>
        <source>Size of a slice</source>
        <translation>Größe einer Scheibe</translation>
    </message>
    <message>
        <source>Time between two slices</source>
        <translation>Zeit zwischen zwei Scheiben</translation>
    </message>
    <message>
        <source>Content-Type in place of the right one</source>
        <translation>Content-Type anstelle des richtigen</translation>
    </message>
    <message>
        <source>Content-Encoding that the body does not have, for instance gzip</source>
        <translation>Content-Encoding, das der Body nicht hat, zum Beispiel gzip</translation>
    </message>
    <message>
        <source>Name of a header to send twice, the second time with another value</source>
        <translation>Name eines Headers, der doppelt gesendet wird, das zweite Mal mit anderem Wert</translation>
    </message>
    <message>
        <source>Size of X-MockForge-Padding, a header added</source>
        <translation>Größe von X-MockForge-Padding, einem zusätzlichen Header</translation>
    </message>
    <message>
        <source>Fields to drop, by dotted path</source>
        <translation>Felder, die entfallen, als Pfad mit Punkten</translation>
    </message>
    <message>
        <source>Fields whose type changes, by dotted path; with neither, one field by chance is dropped</source>
        <translation>Felder, deren Typ sich ändert, als Pfad mit Punkten; ohne beides entfällt ein zufälliges Feld</translation>
    </message>
    <message>
        <source>Flip one bit of a byte, or put another byte there</source>
        <translation>Ein Bit eines Bytes umdrehen oder ein anderes Byte einsetzen</translation>
    </message>
    <message>
        <source>What share of the bytes, at least one</source>
        <translation>Welcher Anteil der Bytes, mindestens eines</translation>
    </message>
    <message>
        <source>To the client (down), from it (up), or both</source>
        <translation>Zum Client (down), von ihm (up) oder beides</translation>
    </message>
    <message>
        <source>Each connection has the rate, or the connections of the rule share it</source>
        <translation>Jede Verbindung hat die Rate, oder die Verbindungen der Regel teilen sie sich</translation>
    </message>
    <message>
        <source>How: fin, reset, or hang, nothing more</source>
        <translation>Wie: fin, reset oder hang, gar nichts mehr</translation>
    </message>
    <message>
        <source>Share of the segments that are lost</source>
        <translation>Anteil der Segmente, die verloren gehen</translation>
    </message>
    <message>
        <source>First retransmission time</source>
        <translation>Erste Neuübertragungszeit</translation>
    </message>
    <message>
        <source>Share of the bytes</source>
        <translation>Anteil der Bytes</translation>
    </message>
    <message>
        <source>How long</source>
        <translation>Wie lange</translation>
    </message>
    <message>
        <source>Endpoint or list of them: http, https, websocket, graphql, grpc</source>
        <translation>Endpunkt oder eine Liste: http, https, websocket, graphql, grpc</translation>
    </message>
    <message>
        <source>Id of a route or list of them</source>
        <translation>Id einer Route oder eine Liste</translation>
    </message>
    <message>
        <source>Method or list of them</source>
        <translation>Methode oder eine Liste</translation>
    </message>
    <message>
        <source>Path, written as that of a route</source>
        <translation>Pfad, geschrieben wie der einer Route</translation>
    </message>
    <message>
        <source>Client address or CIDR range, or list of them</source>
        <translation>Client-Adresse oder CIDR-Bereich oder eine Liste</translation>
    </message>
    <message>
        <source>Conditions on headers, as those of a route</source>
        <translation>Bedingungen an Header, wie die einer Route</translation>
    </message>
    <message>
        <source>Conditions on query parameters, as those of a route</source>
        <translation>Bedingungen an Query-Parameter, wie die einer Route</translation>
    </message>
    <message>
        <source>Conditions on cookies, as those of a route</source>
        <translation>Bedingungen an Cookies, wie die einer Route</translation>
    </message>
    <message>
        <source>Least size of the request&apos;s body</source>
        <translation>Kleinste Größe des Bodys der Anfrage</translation>
    </message>
    <message>
        <source>Greatest size of the request&apos;s body</source>
        <translation>Größte Größe des Bodys der Anfrage</translation>
    </message>
    <message>
        <source>Share of what matches, 0.0 to 1.0</source>
        <translation>Anteil des Passenden, 0.0 bis 1.0</translation>
    </message>
    <message>
        <source>Only every n-th of what matches; 0: each</source>
        <translation>Nur jede n-te, die passt; 0: jede</translation>
    </message>
    <message>
        <source>Only the first n of what matches; 0: no end</source>
        <translation>Nur die ersten n, die passen; 0: ohne Ende</translation>
    </message>
    <message>
        <source>Not the first n of what matches</source>
        <translation>Nicht die ersten n, die passen</translation>
    </message>
    <message>
        <source>At most n times in all; 0: no limit</source>
        <translation>Höchstens n-mal insgesamt; 0: keine Grenze</translation>
    </message>
    <message>
        <source>The first n of each burst</source>
        <translation>Die ersten n jedes Schubs</translation>
    </message>
    <message>
        <source>Length of a burst&apos;s cycle, in what matches</source>
        <translation>Länge eines Schubzyklus, in Passendem</translation>
    </message>
    <message>
        <source>Length of a burst&apos;s cycle, in time</source>
        <translation>Länge eines Schubzyklus, in Zeit</translation>
    </message>
    <message>
        <source>Rest after the rule comes into force</source>
        <translation>Ruhe, nachdem die Regel in Kraft tritt</translation>
    </message>
    <message>
        <source>Then in force for so long, again and again with off; 0: always</source>
        <translation>Dann so lange in Kraft, mit Aus immer wieder; 0: immer</translation>
    </message>
    <message>
        <source>Rest between two times of on</source>
        <translation>Ruhe zwischen zwei Zeiten in Kraft</translation>
    </message>
    <message>
        <source>The rule ends after so long in force; 0: never</source>
        <translation>Die Regel endet nach so langer Zeit; 0: nie</translation>
    </message>
    <message>
        <source>At most n of its faults at a time; 0: no limit</source>
        <translation>Höchstens n ihrer Störungen gleichzeitig; 0: keine Grenze</translation>
    </message>
    <message>
        <source>Name in lists, logs and commands; default: the fault and a number</source>
        <translation>Name in Listen, Protokollen und Befehlen; sonst die Störung und eine Zahl</translation>
    </message>
    <message>
        <source>Whether the rule is in force</source>
        <translation>Ob die Regel in Kraft ist</translation>
    </message>
    <message>
        <source>Conditions on the body, as those of a route</source>
        <translation>Bedingungen an den Body, wie die einer Route</translation>
    </message>
    <message>
        <source>Protocol or list of them: http, grpc, websocket, graphql</source>
        <translation>Protokoll oder eine Liste: http, grpc, websocket, graphql</translation>
    </message>
    <message>
        <source>Only requests with a chunked body, or only others</source>
        <translation>Nur Anfragen mit Body in Stücken oder nur andere</translation>
    </message>
    <message>
        <source>Seed of the rule&apos;s decisions; without it that of the section</source>
        <translation>Startwert der Entscheidungen der Regel; ohne ihn der des Abschnitts</translation>
    </message>
    <message>
        <source>Bytes a second</source>
        <translation>Bytes je Sekunde</translation>
    </message>
    <message>
        <source>Closes the port while the rule is in force: connections are refused</source>
        <translation>Schließt den Port, solange die Regel gilt: Verbindungen werden abgelehnt</translation>
    </message>
    <message>
        <source>Shows a certificate that expired yesterday</source>
        <translation>Zeigt ein Zertifikat, das gestern abgelaufen ist</translation>
    </message>
    <message>
        <source>Shows a certificate of another host</source>
        <translation>Zeigt das Zertifikat eines anderen Hosts</translation>
    </message>
    <message>
        <source>Shows a certificate that signs itself and that nobody knows</source>
        <translation>Zeigt ein Zertifikat, das sich selbst signiert und das niemand kennt</translation>
    </message>
    <message>
        <source>Leaves a TLS handshake without an answer, while the rule is in force or for a time</source>
        <translation>Lässt einen TLS-Handshake ohne Antwort, solange die Regel gilt oder für eine Zeit</translation>
    </message>
    <message>
        <source>How long, before it goes on; without it: while the rule is in force</source>
        <translation>Wie lange, bevor es weitergeht; ohne Angabe: solange die Regel gilt</translation>
    </message>
    <message>
        <source>Status of a gRPC call instead, by name or number</source>
        <translation>Stattdessen ein Status eines gRPC-Aufrufs, mit Namen oder Nummer</translation>
    </message>
    <message>
        <source>Sends a Close frame with any code, also one that must not be on the wire, and ends the WebSocket connection</source>
        <translation>Sendet einen Close-Frame mit beliebigem Code, auch einem, der nie gesendet werden darf, und beendet die WebSocket-Verbindung</translation>
    </message>
    <message>
        <source>Close code</source>
        <translation>Close-Code</translation>
    </message>
    <message>
        <source>Reason, 123 bytes at most</source>
        <translation>Grund, höchstens 123 Byte</translation>
    </message>
    <message>
        <source>After so many messages, both ways</source>
        <translation>Nach so vielen Nachrichten, in beiden Richtungen</translation>
    </message>
    <message>
        <source>And then after a time, or a distribution of times</source>
        <translation>Und dann nach einer Zeit oder einer Verteilung von Zeiten</translation>
    </message>
    <message>
        <source>Ends the TCP connection of a WebSocket without a Close frame</source>
        <translation>Beendet die TCP-Verbindung eines WebSockets ohne Close-Frame</translation>
    </message>
    <message>
        <source>Leaves the pings of a WebSocket without a pong</source>
        <translation>Lässt die Pings eines WebSockets ohne Pong</translation>
    </message>
    <message>
        <source>Stops reading a WebSocket for a while, again and again</source>
        <translation>Liest einen WebSocket immer wieder eine Weile nicht</translation>
    </message>
    <message>
        <source>After so many messages from the client, and after as many again</source>
        <translation>Nach so vielen Nachrichten des Clients, und nach ebenso vielen wieder</translation>
    </message>
    <message>
        <source>For how long; 0: as long as the rule is in force</source>
        <translation>Für wie lange; 0: solange die Regel gilt</translation>
    </message>
    <message>
        <source>Puts a byte into a text message of a WebSocket that is not part of UTF-8</source>
        <translation>Setzt in eine Textnachricht eines WebSockets ein Byte, das nicht zu UTF-8 gehört</translation>
    </message>
    <message>
        <source>Loses a message of a stream</source>
        <translation>Verliert eine Nachricht eines Streams</translation>
    </message>
    <message>
        <source>Delivers a message of a stream several times</source>
        <translation>Stellt eine Nachricht eines Streams mehrfach zu</translation>
    </message>
    <message>
        <source>Lets a message of a stream wait, and those behind it with it: their order stays</source>
        <translation>Lässt eine Nachricht eines Streams warten, und die hinter ihr auch: Ihre Reihenfolge bleibt</translation>
    </message>
    <message>
        <source>Delivers a message of a stream behind the next one; the last one is never lost</source>
        <translation>Stellt eine Nachricht eines Streams hinter der nächsten zu; die letzte geht nie verloren</translation>
    </message>
    <message>
        <source>Changes bytes of a message of a stream; its length stays right</source>
        <translation>Ändert Bytes einer Nachricht eines Streams; ihre Länge bleibt richtig</translation>
    </message>
    <message>
        <source>Messages to the client (down), from it (up), or both</source>
        <translation>Nachrichten zum Client (down), von ihm (up) oder beide</translation>
    </message>
    <message>
        <source>Number of the message in its stream and direction, from 1, or a list; without it each</source>
        <translation>Nummer der Nachricht in ihrem Stream und ihrer Richtung, ab 1, oder eine Liste; ohne Angabe jede</translation>
    </message>
    <message>
        <source>How many more of it follow</source>
        <translation>Wie viele weitere davon folgen</translation>
    </message>
    <message>
        <source>How long it waits for the next one at most; then it goes as it is</source>
        <translation>Wie lange sie höchstens auf die nächste wartet; dann geht sie, wie sie ist</translation>
    </message>
    <message>
        <source>Fails fields of GraphQL objects: an error with their path, and null as the specification has it</source>
        <translation>Lässt Felder von GraphQL-Objekten scheitern: ein Fehler mit ihrem Pfad, und null nach der Spezifikation</translation>
    </message>
    <message>
        <source>Makes fields of GraphQL objects null; one that must not be null is an error, and what holds it becomes null</source>
        <translation>Macht Felder von GraphQL-Objekten null; bei einem, das nicht null sein darf, ist es ein Fehler, und was es enthält, wird null</translation>
    </message>
    <message>
        <source>Lets fields of GraphQL objects take time; the reply comes as late as if fields side by side were resolved at the same time</source>
        <translation>Lässt Felder von GraphQL-Objekten Zeit brauchen; die Antwort kommt so spät, als würden Felder nebeneinander gleichzeitig aufgelöst</translation>
    </message>
    <message>
        <source>Swallows the events of a GraphQL subscription while the rule is in force</source>
        <translation>Verschluckt die Ereignisse einer GraphQL-Subscription, solange die Regel gilt</translation>
    </message>
    <message>
        <source>Sends events of a GraphQL subscription more than once</source>
        <translation>Sendet Ereignisse einer GraphQL-Subscription mehrfach</translation>
    </message>
    <message>
        <source>Completes a GraphQL subscription before its time</source>
        <translation>Beendet eine GraphQL-Subscription vor der Zeit</translation>
    </message>
    <message>
        <source>Which fields: Type.field, or Type for all of its fields, or a list of them</source>
        <translation>Welche Felder: Typ.Feld, oder Typ für alle seine Felder, oder eine Liste davon</translation>
    </message>
    <message>
        <source>Message of the error</source>
        <translation>Meldung des Fehlers</translation>
    </message>
    <message>
        <source>extensions.code of the error</source>
        <translation>extensions.code des Fehlers</translation>
    </message>
    <message>
        <source>Events that still go out</source>
        <translation>Ereignisse, die noch hinausgehen</translation>
    </message>
    <message>
        <source>How often in addition</source>
        <translation>Wie oft zusätzlich</translation>
    </message>
    <message>
        <source>Events that go out before</source>
        <translation>Ereignisse, die vorher hinausgehen</translation>
    </message>
    <message>
        <source>Ends a gRPC call with a status, at once or behind messages of its stream</source>
        <translation>Beendet einen gRPC-Aufruf mit einem Status, sofort oder hinter Nachrichten seines Streams</translation>
    </message>
    <message>
        <source>Status, by name or number</source>
        <translation>Status, mit Namen oder Nummer</translation>
    </message>
    <message>
        <source>Message of the status</source>
        <translation>Meldung des Status</translation>
    </message>
    <message>
        <source>Details of the status: a list of messages, each with &quot;@type&quot;</source>
        <translation>Einzelheiten des Status: eine Liste von Nachrichten, jede mit „@type“</translation>
    </message>
    <message>
        <source>Behind so many messages to the client; a call with fewer ends as usual; 0: at once</source>
        <translation>Hinter so vielen Nachrichten zum Client; ein Aufruf mit weniger endet wie sonst; 0: sofort</translation>
    </message>
    <message>
        <source>Waits until the deadline of a gRPC call has passed; a call without one is left alone</source>
        <translation>Wartet, bis die Frist eines gRPC-Aufrufs verstrichen ist; ein Aufruf ohne Frist bleibt, wie er ist</translation>
    </message>
    <message>
        <source>How long beyond it</source>
        <translation>Wie lange darüber hinaus</translation>
    </message>
    <message>
        <source>Lets a message to the client grow by a field that no schema has, beyond what clients take</source>
        <translation>Lässt eine Nachricht zum Client um ein Feld wachsen, das kein Schema hat, über das hinaus, was Clients annehmen</translation>
    </message>
    <message>
        <source>To this size</source>
        <translation>Auf diese Größe</translation>
    </message>
    <message>
        <source>Name of a GraphQL operation, or list of them</source>
        <translation>Name einer GraphQL-Operation oder eine Liste davon</translation>
    </message>
    <message>
        <source>Debug data of the frame</source>
        <translation>Debug-Daten des Frames</translation>
    </message>
    <message>
        <source>Declares this call and later ones of the connection not processed: clients may retry</source>
        <translation>Erklärt diesen und spätere Aufrufe der Verbindung für nicht verarbeitet: Clients dürfen sie wiederholen</translation>
    </message>
    <message>
        <source>Ends the stream of a gRPC call without the trailers that carry its status</source>
        <translation>Beendet den Stream eines gRPC-Aufrufs ohne die Trailer, die seinen Status tragen</translation>
    </message>
    <message>
        <source>Error code of HTTP/2</source>
        <translation>Fehlercode von HTTP/2</translation>
    </message>
    <message>
        <source>Resets the stream of a gRPC call (RST_STREAM), at once or behind messages</source>
        <translation>Setzt den Stream eines gRPC-Aufrufs zurück (RST_STREAM), sofort oder nach Nachrichten</translation>
    </message>
    <message>
        <source>Takes no further calls on the client&apos;s connection (GOAWAY); those under way go on</source>
        <translation>Nimmt auf der Verbindung des Clients keine weiteren Aufrufe an (GOAWAY); laufende gehen weiter</translation>
    </message>
</context>
<context>
    <name>ChaosKeys</name>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Protocol</source>
        <translation>Protokoll</translation>
    </message>
    <message>
        <source>Endpoint</source>
        <translation>Endpunkt</translation>
    </message>
    <message>
        <source>Route</source>
        <translation>Route</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>Methode</translation>
    </message>
    <message>
        <source>Path</source>
        <translation>Pfad</translation>
    </message>
    <message>
        <source>Client address</source>
        <translation>Client-Adresse</translation>
    </message>
    <message>
        <source>Headers</source>
        <translation>Header</translation>
    </message>
    <message>
        <source>Query</source>
        <translation>Query</translation>
    </message>
    <message>
        <source>Cookies</source>
        <translation>Cookies</translation>
    </message>
    <message>
        <source>Body</source>
        <translation>Body</translation>
    </message>
    <message>
        <source>Body from</source>
        <translation>Body ab</translation>
    </message>
    <message>
        <source>Body up to</source>
        <translation>Body bis</translation>
    </message>
    <message>
        <source>Chunked body</source>
        <translation>Body in Stücken</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>Anteil</translation>
    </message>
    <message>
        <source>Every n-th</source>
        <translation>Jede n-te</translation>
    </message>
    <message>
        <source>Only the first</source>
        <translation>Nur die ersten</translation>
    </message>
    <message>
        <source>Not the first</source>
        <translation>Nicht die ersten</translation>
    </message>
    <message>
        <source>At most in all</source>
        <translation>Höchstens gesamt</translation>
    </message>
    <message>
        <source>Burst</source>
        <translation>Schub</translation>
    </message>
    <message>
        <source>of each</source>
        <translation>von je</translation>
    </message>
    <message>
        <source>or each time of</source>
        <translation>oder je Zeit von</translation>
    </message>
    <message>
        <source>Begin after</source>
        <translation>Beginn nach</translation>
    </message>
    <message>
        <source>On for</source>
        <translation>An für</translation>
    </message>
    <message>
        <source>Off for</source>
        <translation>Aus für</translation>
    </message>
    <message>
        <source>Time to live</source>
        <translation>Lebensdauer</translation>
    </message>
    <message>
        <source>Most at a time</source>
        <translation>Gleichzeitig höchstens</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Startwert</translation>
    </message>
    <message>
        <source>Delay</source>
        <translation>Verzögerung</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>To</source>
        <translation>Bis</translation>
    </message>
    <message>
        <source>Mean</source>
        <translation>Mittel</translation>
    </message>
    <message>
        <source>Deviation</source>
        <translation>Abweichung</translation>
    </message>
    <message>
        <source>Median</source>
        <translation>Median</translation>
    </message>
    <message>
        <source>Sigma</source>
        <translation>Sigma</translation>
    </message>
    <message>
        <source>Shape</source>
        <translation>Form</translation>
    </message>
    <message>
        <source>Low</source>
        <translation>Tief</translation>
    </message>
    <message>
        <source>High</source>
        <translation>Hoch</translation>
    </message>
    <message>
        <source>Period</source>
        <translation>Periode</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Content type</source>
        <translation>Content-Type</translation>
    </message>
    <message>
        <source>Content encoding</source>
        <translation>Content-Encoding</translation>
    </message>
    <message>
        <source>Retry after</source>
        <translation>Retry-After</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>Reihenfolge</translation>
    </message>
    <message>
        <source>Rate per second</source>
        <translation>Rate je Sekunde</translation>
    </message>
    <message>
        <source>At once</source>
        <translation>Auf einmal</translation>
    </message>
    <message>
        <source>Counted per</source>
        <translation>Gezählt je</translation>
    </message>
    <message>
        <source>At a time</source>
        <translation>Gleichzeitig</translation>
    </message>
    <message>
        <source>Failures</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>Open for</source>
        <translation>Offen für</translation>
    </message>
    <message>
        <source>Successes</source>
        <translation>Erfolge</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>Länge</translation>
    </message>
    <message>
        <source>Ends with</source>
        <translation>Endet mit</translation>
    </message>
    <message>
        <source>Bytes</source>
        <translation>Bytes</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Wo</translation>
    </message>
    <message>
        <source>Gap</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>Twice</source>
        <translation>Doppelt</translation>
    </message>
    <message>
        <source>Padding</source>
        <translation>Füllung</translation>
    </message>
    <message>
        <source>Dropped fields</source>
        <translation>Entfernte Felder</translation>
    </message>
    <message>
        <source>Changed fields</source>
        <translation>Geänderte Felder</translation>
    </message>
    <message>
        <source>How</source>
        <translation>Wie</translation>
    </message>
    <message>
        <source>Direction</source>
        <translation>Richtung</translation>
    </message>
    <message>
        <source>Operation</source>
        <translation>Operation</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Meldung</translation>
    </message>
    <message>
        <source>After messages</source>
        <translation>Nach Nachrichten</translation>
    </message>
    <message>
        <source>Which messages</source>
        <translation>Welche Nachrichten</translation>
    </message>
    <message>
        <source>Copies</source>
        <translation>Kopien</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>Code</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Grund</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>Feld</translation>
    </message>
    <message>
        <source>After events</source>
        <translation>Nach Ereignissen</translation>
    </message>
    <message>
        <source>gRPC status</source>
        <translation>gRPC-Status</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Details</translation>
    </message>
</context>
<context>
    <name>ChaosRuleText</name>
    <message>
        <source>when %1</source>
        <translation>wenn %1</translation>
    </message>
    <message>
        <source>for everything</source>
        <translation>für alles</translation>
    </message>
    <message>
        <source>from the project file</source>
        <translation>aus der Projektdatei</translation>
    </message>
    <message>
        <source>from the admin API</source>
        <translation>über die Admin-API</translation>
    </message>
    <message>
        <source>from this window</source>
        <translation>aus diesem Fenster</translation>
    </message>
    <message>
        <source>from preset %1</source>
        <translation>aus Vorlage %1</translation>
    </message>
    <message>
        <source>from timeline %1</source>
        <translation>aus Zeitplan %1</translation>
    </message>
    <message>
        <source>from %1</source>
        <translation>von %1</translation>
    </message>
</context>
<context>
    <name>NewProject</name>
    <message>
        <source>%1 could not be written: %2. Choose another place.</source>
        <translation>%1 ließ sich nicht schreiben: %2. Bitte einen anderen Ort wählen.</translation>
    </message>
</context>
<context>
    <name>Numbers</name>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 min</translation>
    </message>
    <message>
        <source>%1 h</source>
        <translation>%1 h</translation>
    </message>
</context>
<context>
    <name>Report</name>
    <message>
        <source>Numbers</source>
        <translation>Zahlen</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>Ereignisse</translation>
    </message>
    <message>
        <source>MockForge report</source>
        <translation>MockForge-Bericht</translation>
    </message>
</context>
<context>
    <name>StandardCharts</name>
    <message>
        <source>Request rate by protocol</source>
        <translation>Anfragen nach Protokoll</translation>
    </message>
    <message>
        <source>req/s</source>
        <translation>Anfr./s</translation>
    </message>
    <message>
        <source>Latency</source>
        <translation>Latenz</translation>
    </message>
    <message>
        <source>as clients see it, log</source>
        <translation>wie Clients sie sehen, log.</translation>
    </message>
    <message>
        <source>own p99</source>
        <translation>eigene p99</translation>
    </message>
    <message>
        <source>Errors by class</source>
        <translation>Fehler nach Art</translation>
    </message>
    <message>
        <source>errors/s</source>
        <translation>Fehler/s</translation>
    </message>
    <message>
        <source>connection</source>
        <translation>Verbindung</translation>
    </message>
    <message>
        <source>Connections</source>
        <translation>Verbindungen</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Offen</translation>
    </message>
    <message>
        <source>open connections, at the end of each interval</source>
        <translation>offene Verbindungen, am Ende jedes Abschnitts</translation>
    </message>
    <message>
        <source>In flight</source>
        <translation>Unterwegs</translation>
    </message>
    <message>
        <source>exchanges not answered yet, at the end of each interval</source>
        <translation>noch nicht beantwortet, am Ende jedes Abschnitts</translation>
    </message>
    <message>
        <source>Faults applied by protocol</source>
        <translation>Störungen nach Protokoll</translation>
    </message>
    <message>
        <source>faults/s</source>
        <translation>Störungen/s</translation>
    </message>
</context>
<context>
    <name>mockforge::ui::BannerArea</name>
    <message>
        <source>%1: port %2 is in use by %3 (pid %4)</source>
        <translation>%1: Port %2 ist von %3 belegt (PID %4)</translation>
    </message>
    <message>
        <source>Use %1</source>
        <translation>%1 verwenden</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Wählen …</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>und %n weitere Meldung</numerusform>
            <numerusform>und %n weitere Meldungen</numerusform>
        </translation>
    </message>
    <message>
        <source>The last valid version stays in force.</source>
        <translation>Die letzte gültige Fassung bleibt in Kraft.</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>Alle zeigen</translation>
    </message>
    <message>
        <source>Open file</source>
        <translation>Datei öffnen</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Ausblenden</translation>
    </message>
    <message>
        <source>MockForge did not end properly last time. The project that was open is here again; its endpoints have not been started.</source>
        <translation>MockForge wurde beim letzten Mal nicht ordentlich beendet. Das Projekt, das offen war, ist wieder da; seine Endpunkte sind nicht gestartet.</translation>
    </message>
    <message>
        <source>Start them</source>
        <translation>Starten</translation>
    </message>
    <message>
        <source>Findings in the project file</source>
        <translation>Meldungen zur Projektdatei</translation>
    </message>
    <message>
        <source>Findings</source>
        <translation>Meldungen</translation>
    </message>
</context>
<context>
    <name>mockforge::ui::ChaosPage</name>
    <message>
        <source>Chaos</source>
        <translation>Chaos</translation>
    </message>
    <message>
        <source>Master switch of all chaos rules</source>
        <translation>Hauptschalter aller Chaosregeln</translation>
    </message>
    <message>
        <source>Add rule</source>
        <translation>Neue Regel</translation>
    </message>
    <message>
        <source>Stop all chaos</source>
        <translation>Alles Chaos beenden</translation>
    </message>
    <message>
        <source>Switches chaos off, lets go what waits or hangs, and makes the mode healthy</source>
        <translation>Schaltet Chaos aus, lässt weiter, was wartet oder hängt, und stellt den Modus auf healthy</translation>
    </message>
    <message>
        <source>There is no rule yet. A rule says which exchanges meet which fault, how often and for how long: a slow checkout, a search that fails every second time, a line of 8 KiB/s.</source>
        <translation>Es gibt noch keine Regel. Eine Regel sagt, welche Anfragen auf welche Störung treffen, wie oft und wie lange: eine langsame Kasse, eine Suche, die jedes zweite Mal scheitert, eine Leitung mit 8 KiB/s.</translation>
    </message>
    <message>
        <source>on, %1 of %2 rules in force</source>
        <translation>an, %1 von %2 Regeln in Kraft</translation>
    </message>
    <message>
        <source>off, %1 rules ready</source>
        <translation>aus, %1 Regeln bereit</translation>
    </message>
    <message>
        <source>%1 of at most %2 faults in flight</source>
        <translation>%1 von höchstens %2 Störungen im Gange</translation>
    </message>
</context>
<context>
    <name>mockforge::ui::ChaosPill</name>
    <message>
        <source>Chaos: off</source>
        <translation>Chaos: aus</translation>
    </message>
    <message>
        <source>Chaos: on (%1)</source>
        <translation>Chaos: an (%1)</translation>
    </message>
    <message>
        <source>Switch all chaos rules off</source>
        <translation>Alle Chaosregeln ausschalten</translation>
    </message>
    <message>
        <source>Switch the chaos rules on</source>
        <translation>Die Chaosregeln einschalten</translation>
    </message>
</context>
<context>
    <name>mockforge::ui::ChartTable</name>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
</context>
<context>
    <name>mockforge::ui::CommandPalette</name>
    <message>
        <source>Commands</source>
        <translation>Befehle</translation>
    </message>
    <message>
        <source>Search for a command</source>
        <translation>Befehl suchen</translation>
    </message>
</context>
<context>
    <name>mockforge::ui::Dashboard</name>
    <message>
        <source>Dashboard</source>
        <translation>Übersicht</translation>
    </message>
    <message>
        <source>Requests/s · 5 s</source>
        <translation>Anfragen/s · 5 s</translation>
    </message>
    <message>
        <source>Mean of the last 5 s; the arrow compares with the last minute</source>
        <translation>Mittel der letzten 5 s; der Pfeil vergleicht mit der letzten Minute</translation>
    </message>
    <message>
        <source>Errors · 60 s</source>
        <translation>Fehler · 60 s</translation>
    </message>
    <message>
        <source>Share of the requests of the last 60 s</source>
        <translation>Anteil an den Anfragen der letzten 60 s</translation>
    </message>
    <message>
        <source>p50 / p99 · 60 s</source>
        <translation>p50 / p99 · 60 s</translation>
    </message>
    <message>
        <source>As clients see it, over the last 60 s; below without injected delays</source>
        <translation>So wie Clients es sehen, in den letzten 60 s; darunter ohne eingefügte Verzögerungen</translation>
    </message>
    <message>
        <source>Open connections · now</source>
        <translation>Verbindungen · jetzt</translation>
    </message>
    <message>
        <source>Client connections that are open now</source>
        <translation>Verbindungen von Clients, die jetzt offen sind</translation>
    </message>
    <message>
        <source>Unmatched · session</source>
        <translation>Ohne Route · Sitzung</translation>
    </message>
    <message>
        <source>Requests that no route took, since the start</source>
        <translation>Anfragen, die keine Route annahm, seit dem Start</translation>
    </message>
    <message>
        <source>Faults applied · session</source>
        <translation>Störungen · Sitzung</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Resume: follow the newest data</source>
        <translation>Weiter: den neuesten Daten folgen</translation>
    </message>
    <message>
        <source>Busiest routes</source>
        <translation>Meistbenutzte Routen</translation>
    </message>
    <message>
        <source>Top routes</source>
        <translation>Meistbenutzte Routen</translation>
    </message>
    <message>
        <source>last 60 s</source>
        <translation>letzte 60 s</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>Ereignisse</translation>
    </message>
    <message>
        <source>newest first</source>
        <translation>neueste zuerst</translation>
    </message>
    <message>
        <source>all protocols</source>
        <translation>alle Protokolle</translation>
    </message>
    <message>
        <source>own %1</source>
        <translation>eigene %1</translation>
    </message>
    <message>
        <source>%1 in flight</source>
        <translation>%1 unterwegs</translation>
    </message>
    <message>
        <source>Paused %1, %2 new requests</source>
        <translation>Seit %1 angehalten, %2 neue Anfragen</translation>
    </message>
    <message>
        <source>injected</source>
        <translation>eingefügt</translation>
    </message>
    <message>
        <source>What modes and chaos rules really did to requests, since the start</source>
        <translation>Was Modi und Chaosregeln wirklich mit Anfragen gemacht haben, seit dem Start</translation>
    </message>
</context>
<context>
    <name>mockforge::ui::DecisionLog</name>
    <message>
        <source>Decision log</source>
        <translation>Entscheidungen</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Leeren</translation>
    </message>
    <message>
        <source>Clear the table of decisions</source>
        <translation>Tabelle der Entscheidungen leeren</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportieren…</translation>
    </message>
    <message>
        <source>Export the decisions as JSON lines</source>
        <translation>Entscheidungen als JSON-Zeilen exportieren</translation>
    </message>
    <message>
        <source>JSON lines, which mockforge serve --replay-chaos takes</source>
        <translation>JSON-Zeilen, wie sie mockforge serve --replay-chaos nimmt</translation>
    </message>
    <message>
        <source>Decisions that fired</source>
        <translation>Entscheidungen, die gegriffen haben</translation>
    </message>
    <message>
        <source>what fires is listed here</source>
        <translation>hier steht, was greift</translation>
    </message>
    <message>
        <source>%1 fired</source>
        <translation>%1 gegriffen</translation>
    </message>
    <message>
        <source>%1 could not be written: %2. Choose another place.</source>
        <translation>%1 ließ sich nicht schreiben: %2. Bitte einen anderen Ort wählen.</translation>
    </message>
    <message>
        <source>Export decisions</source>
        <translation>Entscheidungen exportieren</translation>
    </message>
    <message>
        <source>JSON lines (*.jsonl)</source>
        <translation>JSON-Zeilen (*.jsonl)</translation>
    </message>
    <message>
        <source>Not saved</source>
        <translation>Nicht gespeichert</translation>
    </message>
</context>
<context>
    <name>mockforge::ui::DecisionsModel</name>
    <message>
        <source>Which decision of the rule, from 0; what did not fire is counted too</source>
        <translation>Die wievielte Entscheidung der Regel, ab 0; auch die ohne Wirkung zählen</translation>
    </message>
    <message>
        <source>What the fault drew: a delay, a status</source>
        <translation>Was die Störung gezogen hat: eine Verzögerung, einen Status</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Rule</source>
        <translation>Regel</translation>
    </message>
    <message>
        <source>Fault</source>
        <translation>Störung</translation>
    </message>
    <message>
        <source>Decision</source>
        <translation>Entscheidung</translation>
    </message>
    <message>
        <source>Drawn</source>
        <translation>Gezogen</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Startwert</translation>
    </message>
    <message>
        <source>Exchange</source>
        <translation>Anfrage</translation>
    </message>
</context>
<context>
    <name>mockforge::ui::DelayField</name>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>fixed</source>
        <translation>fest</translation>
    </message>
    <message>
        <source>uniform</source>
        <translation>gleichverteilt</translation>
    </message>
    <message>
        <source>normal</source>
        <translation>normalverteilt</translation>
    </message>
    <message>
        <source>log-normal</source>
        <translation>lognormal</translation>
    </message>
    <message>
        <source>exponential</source>
        <translation>exponentiell</translation>
    </message>
    <message>
        <source>Pareto</source>
        <translation>Pareto</translation>
    </message>
    <message>
        <source>from percentiles</source>
        <translation>aus Perzentilen</translation>
    </message>
    <message>
        <source>wave</source>
        <translation>Welle</translation>
    </message>
    <message>
        <source>Distribution of the delay</source>
        <translation>Verteilung der Verzögerung</translation>
    </message>
    <message>
        <source>Jitter</source>
        <translation>Schwankung</translation>
    </message>
    <message>
        <source>At most</source>
        <translation>Höchstens</translation>
    </message>
    <message>
        <source>Jitter ±</source>
        <translation>Schwankung ±</translation>
    </message>
    <message>
        <source>Shape of the wave</source>
        <translation>Form der Welle</translation>
    </message>
    <message>
        <source>sine</source>
        <translation>Sinus</translation>
    </message>
    <message>
        <source>square</source>
        <translation>Rechteck</translation>
    </message>
    <message>
        <source>triangle</source>
        <translation>Dreieck</translation>
    </message>
    <message>
        <source>sawtooth</source>
        <translation>Sägezahn</translation>
    </message>
    <message>
        <source>Shape</source>
        <translation>Form</translation>
    </message>
    <message>
        <source>Percentiles and their times</source>
        <translation>Perzentile und ihre Zeiten</translation>
    </message>
    <message>
        <source>Times</source>
        <translation>Zeiten</translation>
    </message>
</context>
<context>
    <name>mockforge::ui::DelayPreview</name>
    <message>
        <source>Delay: half at most %1, 99 of 100 at most %2</source>
        <translation>Verzögerung: die Hälfte höchstens %1, 99 von 100 höchstens %2</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 bis %2</translation>
    </message>
    <message>
        <source>p50 %1</source>
        <translation>p50 %1</translation>
    </message>
    <message>
        <source>every %1</source>
        <translation>alle %1</translation>
    </message>
    <message>
        <source>p99 %1</source>
        <translation>p99 %1</translation>
    </message>
</context>
<context>
    <name>mockforge::ui::EndpointRow</name>
    <message>
        <source>running</source>
        <translation>läuft</translation>
    </message>
    <message>
        <source>starting</source>
        <translation>startet</translation>
    </message>
    <message>
        <source>stopping</source>
        <translation>hält an</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>gescheitert</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>angehalten</translation>
    </message>
    <message>
        <source>Admin API</source>
        <translation>Admin-API</translation>
    </message>
    <message>
        <source>Metrics</source>
        <translation>Metriken</translation>
    </message>
    <message>
        <source>%1, port %2, %3</source>
        <translation>%1, Port %2, %3</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Copy address</source>
        <translation>Adresse kopieren</translation>
    </message>
    <message>
        <source>Open in browser</source>
        <translation>Im Browser öffnen</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Starten</translation>
    </message>
    <message>
        <source>Choose port…</source>
        <translation>Port wählen …</translation>
    </message>
    <message>
        <source>in use</source>
        <translation>belegt</translation>
    </message>
</context>
<context>
    <name>mockforge::ui::Heatmap</name>
    <message>
        <source>%1 requests</source>
        <translation>%1 Anfragen</translation>
    </message>
</context>
<context>
    <name>mockforge::ui::KeyField</name>
    <message>
        <source>This is not JSON. For instance: {&quot;X-Tenant&quot;: &quot;acme&quot;}</source>
        <translation>Das ist kein JSON. Ein Beispiel: {&quot;X-Tenant&quot;: &quot;acme&quot;}</translation>
    </message>
    <message>
        <source>any</source>
        <translation>beliebig</translation>
    </message>
    <message>
        <source>either</source>
        <translation>beides</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>ja</translation>
    </message>
    <message>
        <source>no</source>
        <translation>nein</translation>
    </message>
</context>
<context>
    <name>mockforge::ui::LegendRow</name>
    <message>
        <source>Click hides this line, Ctrl+click shows it alone</source>
        <translation>Ein Klick blendet diese Linie aus, Strg+Klick zeigt sie allein</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>%1, hidden</source>
        <translation>%1, ausgeblendet</translation>
    </message>
</context>
<context>
    <name>mockforge::ui::MainWindow</name>
    <message>
        <source>Demo traffic is running against this project.</source>
        <translation>Beispielverkehr läuft gegen dieses Projekt.</translation>
    </message>
    <message>
        <source>Stop demo traffic</source>
        <translation>Beispielverkehr anhalten</translation>
    </message>
    <message>
        <source>Dashboard</source>
        <translation>Übersicht</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>preset %1</source>
        <translation>Vorgabe %1</translation>
    </message>
    <message>
        <source>New project</source>
        <translation>Neues Projekt</translation>
    </message>
    <message>
        <source>MockForge project (*.yaml *.yml)</source>
        <translation>MockForge-Projekt (*.yaml *.yml)</translation>
    </message>
    <message>
        <source>No project made</source>
        <translation>Kein Projekt angelegt</translation>
    </message>
    <message>
        <source>Open project</source>
        <translation>Projekt öffnen</translation>
    </message>
    <message>
        <source>MockForge project (*.yaml *.yml);;All files (*)</source>
        <translation>MockForge-Projekt (*.yaml *.yml);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Choose port</source>
        <translation>Port wählen</translation>
    </message>
    <message>
        <source>Port for this endpoint while the project is open:</source>
        <translation>Port für diesen Endpunkt, solange das Projekt offen ist:</translation>
    </message>
    <message>
        <source>Add a note</source>
        <translation>Notiz anbringen</translation>
    </message>
    <message>
        <source>Text on the charts:</source>
        <translation>Text in den Diagrammen:</translation>
    </message>
    <message>
        <source>About MockForge</source>
        <translation>Über MockForge</translation>
    </message>
    <message>
        <source>&lt;b&gt;MockForge %1&lt;/b&gt;&lt;p&gt;A mock server with live metrics and chaos.&lt;/p&gt;&lt;p&gt;Qt %2. GPL-3.0-or-later.&lt;/p&gt;</source>
        <translation>&lt;b&gt;MockForge %1&lt;/b&gt;&lt;p&gt;Ein Mock-Server mit Live-Messwerten und Chaos.&lt;/p&gt;&lt;p&gt;Qt %2. GPL-3.0-or-later.&lt;/p&gt;</translation>
    </message>
    <message>
        <source>&amp;New project…</source>
        <translation>&amp;Neues Projekt …</translation>
    </message>
    <message>
        <source>&amp;Open project…</source>
        <translation>Projekt ö&amp;ffnen …</translation>
    </message>
    <message>
        <source>Try the &amp;sample</source>
        <translation>Beispiel &amp;ausprobieren</translation>
    </message>
    <message>
        <source>&amp;Close project</source>
        <translation>Projekt &amp;schließen</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Beenden</translation>
    </message>
    <message>
        <source>&amp;Run all</source>
        <translation>Alle &amp;starten</translation>
    </message>
    <message>
        <source>&amp;Stop all</source>
        <translation>Alle &amp;anhalten</translation>
    </message>
    <message>
        <source>&amp;Demo traffic</source>
        <translation>Beispiel&amp;verkehr</translation>
    </message>
    <message>
        <source>Mode: healthy</source>
        <translation>Modus: healthy</translation>
    </message>
    <message>
        <source>Mode: degraded</source>
        <translation>Modus: degraded</translation>
    </message>
    <message>
        <source>Mode: error</source>
        <translation>Modus: error</translation>
    </message>
    <message>
        <source>Mode: chaos</source>
        <translation>Modus: chaos</translation>
    </message>
    <message>
        <source>&amp;Dashboard</source>
        <translation>Ü&amp;bersicht</translation>
    </message>
    <message>
        <source>Se&amp;ttings</source>
        <translation>&amp;Einstellungen</translation>
    </message>
    <message>
        <source>&amp;Preferences</source>
        <translation>E&amp;instellungen</translation>
    </message>
    <message>
        <source>&amp;Pause charts</source>
        <translation>Diagramme &amp;anhalten</translation>
    </message>
    <message>
        <source>&amp;Follow the newest data</source>
        <translation>Den neuesten Daten &amp;folgen</translation>
    </message>
    <message>
        <source>&amp;Undo zoom</source>
        <translation>Vergrößerung &amp;zurücknehmen</translation>
    </message>
    <message>
        <source>Add a &amp;note to the charts…</source>
        <translation>&amp;Notiz in den Diagrammen anbringen …</translation>
    </message>
    <message>
        <source>&amp;Command palette</source>
        <translation>&amp;Befehle suchen</translation>
    </message>
    <message>
        <source>&amp;Manual</source>
        <translation>&amp;Handbuch</translation>
    </message>
    <message>
        <source>&amp;About MockForge</source>
        <translation>&amp;Über MockForge</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>&amp;Run</source>
        <translation>Aus&amp;führen</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <source>&amp;Tools</source>
        <translation>&amp;Werkzeuge</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <source>Main</source>
        <translation>Werkzeugleiste</translation>
    </message>
    <message>
        <source>▶  Run all</source>
        <translation>▶  Alle starten</translation>
    </message>
    <message>
        <source>■  Stop</source>
        <translation>■  Anhalten</translation>
    </message>
    <message>
        <source>Scenario mode</source>
        <translation>Szenario</translation>
    </message>
    <message>
        <source>Mode</source>
        <translation>Modus</translation>
    </message>
    <message>
        <source>Time window of the charts</source>
        <translation>Zeitfenster der Diagramme</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>Fenster</translation>
    </message>
    <message>
        <source>❚❚  Pause</source>
        <translation>❚❚  Pause</translation>
    </message>
    <message>
        <source>Search or command      Ctrl+K</source>
        <translation>Suche oder Befehl      Strg+K</translation>
    </message>
    <message>
        <source>Chaos</source>
        <translation>Chaos</translation>
    </message>
    <message>
        <source>&amp;Chaos</source>
        <translation>&amp;Chaos</translation>
    </message>
    <message>
        <source>&amp;Chaos on or off</source>
        <translation>&amp;Chaos an oder aus</translation>
    </message>
    <message>
        <source>&amp;Stop all chaos</source>
        <translation>Alle&amp;s Chaos beenden</translation>
    </message>
    <message>
        <source>&amp;Add a chaos rule…</source>
        <translation>Neue Chaos&amp;regel…</translation>
    </message>
</context>
<context>
    <name>mockforge::ui::ManualBrowser</name>
    <message>
        <source>Page of the manual</source>
        <translation>Seite des Handbuchs</translation>
    </message>
</context>
<context>
    <name>mockforge::ui::ManualDialog</name>
    <message>
        <source>Manual</source>
        <translation>Handbuch</translation>
    </message>
    <message>
        <source>Contents</source>
        <translation>Inhalt</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Forward</source>
        <translation>Vorwärts</translation>
    </message>
    <message>
        <source>Search the manual</source>
        <translation>Im Handbuch suchen</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>Nichts gefunden</translation>
    </message>
    <message>
        <source>Pages: %1</source>
        <translation>Seiten: %1</translation>
    </message>
</context>
<context>
    <name>mockforge::ui::Notifier</name>
    <message numerus="yes">
        <source>and %n earlier</source>
        <translation>
            <numerusform>und %n frühere Meldung</numerusform>
            <numerusform>und %n frühere Meldungen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>mockforge::ui::PlanDialog</name>
    <message>
        <source>Stages one after the other, each with a duration, and a mode, a preset, rules or a ramp. It is saved as your own, for every project.</source>
        <translation>Abschnitte nacheinander, jeder mit einer Dauer, dazu ein Modus, eine Vorlage, Regeln oder eine Rampe. Gespeichert wird sie als Ihre eigene, für jedes Projekt.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
</context>
<context>
    <name>mockforge::ui::PresetsCard</name>
    <message>
        <source>Scenarios</source>
        <translation>Szenarien</translation>
    </message>
    <message>
        <source>Networks</source>
        <translation>Netze</translation>
    </message>
    <message>
        <source>Of this project</source>
        <translation>Dieses Projekt</translation>
    </message>
    <message>
        <source>Your own</source>
        <translation>Ihre eigenen</translation>
    </message>
    <message>
        <source>Presets</source>
        <translation>Vorlagen</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Delete one of your own presets</source>
        <translation>Eine Ihrer eigenen Vorlagen löschen</translation>
    </message>
    <message>
        <source>Save rules as preset…</source>
        <translation>Regeln als Vorlage sichern…</translation>
    </message>
    <message>
        <source>Save the rules that are switched on as a preset</source>
        <translation>Die eingeschalteten Regeln als Vorlage sichern</translation>
    </message>
    <message>
        <source>Preset %1</source>
        <translation>Vorlage %1</translation>
    </message>
    <message>
        <source>Save rules as preset</source>
        <translation>Regeln als Vorlage sichern</translation>
    </message>
    <message>
        <source>Name of the preset:</source>
        <translation>Name der Vorlage:</translation>
    </message>
</context>
<context>
    <name>mockforge::ui::ProtocolBar</name>
    <message>
        <source>Protocol to look at</source>
        <translation>Protokoll, das zu sehen ist</translation>
    </message>
    <message>
        <source>Tiles, charts and routes of %1 alone; the number is its requests per second over the last 5 s</source>
        <translation>Kacheln, Diagramme und Routen von %1 allein; die Zahl sind seine Anfragen je Sekunde in den letzten 5 s</translation>
    </message>
    <message>
        <source>Tiles, charts and routes of all protocols together; the number is their requests per second over the last 5 s</source>
        <translation>Kacheln, Diagramme und Routen aller Protokolle zusammen; die Zahl sind ihre Anfragen je Sekunde in den letzten 5 s</translation>
    </message>
    <message>
        <source>%1, %2 requests per second</source>
        <translation>%1, %2 Anfragen je Sekunde</translation>
    </message>
    <message>
        <source>All protocols</source>
        <translation>Alle Protokolle</translation>
    </message>
</context>
<context>
    <name>mockforge::ui::RoutesModel</name>
    <message>
        <source>%1 %2: %3 requests since the start</source>
        <translation>%1 %2: %3 Anfragen seit dem Start</translation>
    </message>
    <message>
        <source>Protocol</source>
        <translation>Protokoll</translation>
    </message>
    <message>
        <source>Route</source>
        <translation>Route</translation>
    </message>
    <message>
        <source>req/s</source>
        <translation>Anfr./s</translation>
    </message>
    <message>
        <source>errors</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>injected</source>
        <translation>eingefügt</translation>
    </message>
    <message>
        <source>Half of the requests, and 99 of 100, took no longer</source>
        <translation>Die Hälfte der Anfragen und 99 von 100 haben nicht länger gedauert</translation>
    </message>
    <message>
        <source>Mean delay that modes, chaos rules and the route&apos;s own delay added to a request</source>
        <translation>Mittlere Verzögerung, die Modi, Chaosregeln und die eigene Verzögerung der Route einer Anfrage hinzugefügt haben</translation>
    </message>
</context>
<context>
    <name>mockforge::ui::RuleCard</name>
    <message>
        <source>Rule %1</source>
        <translation>Regel %1</translation>
    </message>
    <message>
        <source>Switches this rule on or off</source>
        <translation>Schaltet diese Regel ein oder aus</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copy the rule %1 as text for the project file</source>
        <translation>Regel %1 als Text für die Projektdatei kopieren</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>Bearbeiten</translation>
    </message>
    <message>
        <source>Edit the rule %1</source>
        <translation>Regel %1 bearbeiten</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Remove the rule %1</source>
        <translation>Regel %1 entfernen</translation>
    </message>
    <message>
        <source>Tick: the share configured. Dot: the share observed, in the interval where the true share lies with 95 % confidence.</source>
        <translation>Strich: der eingestellte Anteil. Punkt: der beobachtete Anteil, im Bereich, in dem der wahre mit 95 % Sicherheit liegt.</translation>
    </message>
    <message>
        <source>seed %1</source>
        <translation>Startwert %1</translation>
    </message>
    <message>
        <source>● in force</source>
        <translation>● in Kraft</translation>
    </message>
    <message>
        <source>○ chaos is off</source>
        <translation>○ Chaos ist aus</translation>
    </message>
    <message>
        <source>○ off</source>
        <translation>○ aus</translation>
    </message>
    <message>
        <source>◔ waits for its time</source>
        <translation>◔ wartet auf ihre Zeit</translation>
    </message>
    <message>
        <source>○ its time is over</source>
        <translation>○ ihre Zeit ist um</translation>
    </message>
    <message>
        <source>configured %1</source>
        <translation>eingestellt %1</translation>
    </message>
    <message>
        <source>nothing observed yet</source>
        <translation>noch nichts beobachtet</translation>
    </message>
    <message>
        <source>observed %1 (%2 to %3), %4 of %5</source>
        <translation>beobachtet %1 (%2 bis %3), %4 von %5</translation>
    </message>
    <message>
        <source>never fired</source>
        <translation>nie gegriffen</translation>
    </message>
    <message>
        <source>last fired %1</source>
        <translation>zuletzt gegriffen %1</translation>
    </message>
    <message>
        <source>%1 active</source>
        <translation>%1 aktiv</translation>
    </message>
</context>
<context>
    <name>mockforge::ui::RuleEditor</name>
    <message>
        <source>New chaos rule</source>
        <translation>Neue Chaosregel</translation>
    </message>
    <message>
        <source>When: all of this holds</source>
        <translation>Wenn all das zutrifft</translation>
    </message>
    <message>
        <source>How often and how long</source>
        <translation>Wie oft und wie lange</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Add rule</source>
        <translation>Neue Regel</translation>
    </message>
    <message>
        <source>Fault</source>
        <translation>Störung</translation>
    </message>
    <message>
        <source>the fault&apos;s name</source>
        <translation>der Name der Störung</translation>
    </message>
    <message>
        <source>Switched on</source>
        <translation>Eingeschaltet</translation>
    </message>
    <message>
        <source>Chaos rule %1</source>
        <translation>Chaosregel %1</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>There is a rule %1 already. Choose another name.</source>
        <translation>Eine Regel %1 gibt es schon. Bitte einen anderen Namen wählen.</translation>
    </message>
</context>
<context>
    <name>mockforge::ui::SettingsPage</name>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Farbschema</translation>
    </message>
    <message>
        <source>4 times a second</source>
        <translation>viermal je Sekunde</translation>
    </message>
    <message>
        <source>twice a second</source>
        <translation>zweimal je Sekunde</translation>
    </message>
    <message>
        <source>once a second</source>
        <translation>einmal je Sekunde</translation>
    </message>
    <message>
        <source>Charts refresh</source>
        <translation>Diagramme auffrischen</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>Erscheinungsbild</translation>
    </message>
    <message>
        <source>Start the endpoints when a project is opened</source>
        <translation>Endpunkte starten, wenn ein Projekt geöffnet wird</translation>
    </message>
    <message>
        <source>Open the last project again at start</source>
        <translation>Beim Start das letzte Projekt wieder öffnen</translation>
    </message>
    <message>
        <source>Show an icon in the tray, and go on there when the window is closed</source>
        <translation>Ein Symbol im Infobereich zeigen und dort weiterlaufen, wenn das Fenster geschlossen wird</translation>
    </message>
    <message>
        <source>Projects</source>
        <translation>Projekte</translation>
    </message>
    <message>
        <source>The language changes at the next start.</source>
        <translation>Die Sprache wechselt beim nächsten Start.</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
</context>
<context>
    <name>mockforge::ui::Sidebar</name>
    <message>
        <source>Endpoints</source>
        <translation>Endpunkte</translation>
    </message>
</context>
<context>
    <name>mockforge::ui::StartPage</name>
    <message>
        <source>A mock server you can watch</source>
        <translation>Ein Mock-Server zum Zusehen</translation>
    </message>
    <message>
        <source>Describe an API in one file, serve it, see every request in live charts, and make it slow or unreliable with one click.</source>
        <translation>Eine API in einer Datei beschreiben, anbieten, jede Anfrage in Live-Diagrammen sehen und sie mit einem Klick langsam oder unzuverlässig machen.</translation>
    </message>
    <message>
        <source>Try the sample</source>
        <translation>Beispiel ausprobieren</translation>
    </message>
    <message>
        <source>New project…</source>
        <translation>Neues Projekt …</translation>
    </message>
    <message>
        <source>Open project…</source>
        <translation>Projekt öffnen …</translation>
    </message>
    <message>
        <source>A small online shop in four protocols, on free ports, with demo traffic: charts move within three seconds.</source>
        <translation>Ein kleiner Laden in vier Protokollen, auf freien Ports, mit Beispielverkehr: Die Diagramme bewegen sich nach drei Sekunden.</translation>
    </message>
    <message>
        <source>A commented mockforge.yaml to begin with, in a folder of your choice.</source>
        <translation>Eine kommentierte mockforge.yaml für den Anfang, in einem Ordner Ihrer Wahl.</translation>
    </message>
    <message>
        <source>A mockforge.yaml of yours. You can also drop it anywhere on this window.</source>
        <translation>Eine eigene mockforge.yaml. Sie lässt sich auch irgendwo auf diesem Fenster ablegen.</translation>
    </message>
    <message>
        <source>Recent projects</source>
        <translation>Zuletzt geöffnet</translation>
    </message>
    <message>
        <source>Open %1</source>
        <translation>%1 öffnen</translation>
    </message>
</context>
<context>
    <name>mockforge::ui::StatusLine</name>
    <message>
        <source>Copy the address of the metrics</source>
        <translation>Adresse der Metriken kopieren</translation>
    </message>
    <message>
        <source>Copy this address for Prometheus</source>
        <translation>Diese Adresse für Prometheus kopieren</translation>
    </message>
    <message>
        <source>%1/%2 running</source>
        <translation>%1/%2 laufen</translation>
    </message>
    <message>
        <source>%1 req/s</source>
        <translation>%1 Anfr./s</translation>
    </message>
    <message>
        <source>%1 conn</source>
        <translation>%1 Verb.</translation>
    </message>
    <message>
        <source>mode %1</source>
        <translation>Modus %1</translation>
    </message>
    <message>
        <source>%1 refused</source>
        <translation>%1 abgewiesen</translation>
    </message>
    <message>
        <source>%1   Copy</source>
        <translation>%1   Kopieren</translation>
    </message>
    <message>
        <source>Stop all chaos</source>
        <translation>Alles Chaos beenden</translation>
    </message>
    <message>
        <source>Switches chaos off, lets go what waits or hangs, and makes the mode healthy</source>
        <translation>Schaltet Chaos aus, lässt weiter, was wartet oder hängt, und stellt den Modus auf healthy</translation>
    </message>
    <message>
        <source>chaos on (%1)</source>
        <translation>Chaos an (%1)</translation>
    </message>
    <message>
        <source>chaos off</source>
        <translation>Chaos aus</translation>
    </message>
</context>
<context>
    <name>mockforge::ui::TimeAxis</name>
    <message>
        <source>1 min</source>
        <translation>1 min</translation>
    </message>
    <message>
        <source>5 min</source>
        <translation>5 min</translation>
    </message>
    <message>
        <source>15 min</source>
        <translation>15 min</translation>
    </message>
    <message>
        <source>1 h</source>
        <translation>1 h</translation>
    </message>
    <message>
        <source>6 h</source>
        <translation>6 h</translation>
    </message>
    <message>
        <source>session</source>
        <translation>Sitzung</translation>
    </message>
</context>
<context>
    <name>mockforge::ui::TimeSeriesChart</name>
    <message>
        <source>Chart: %1</source>
        <translation>Diagramm: %1</translation>
    </message>
    <message>
        <source>Table: %1</source>
        <translation>Tabelle: %1</translation>
    </message>
    <message>
        <source>Show %1</source>
        <translation>%1 zeigen</translation>
    </message>
    <message>
        <source>Lines</source>
        <translation>Linien</translation>
    </message>
    <message>
        <source>Show percentiles as lines</source>
        <translation>Perzentile als Linien zeigen</translation>
    </message>
    <message>
        <source>Heatmap</source>
        <translation>Heatmap</translation>
    </message>
    <message>
        <source>Show latency as a heatmap</source>
        <translation>Latenz als Heatmap zeigen</translation>
    </message>
    <message>
        <source>Export %1</source>
        <translation>%1 exportieren</translation>
    </message>
    <message>
        <source>Save as PNG…</source>
        <translation>Als PNG speichern …</translation>
    </message>
    <message>
        <source>PNG image (*.png)</source>
        <translation>PNG-Bild (*.png)</translation>
    </message>
    <message>
        <source>Save as SVG…</source>
        <translation>Als SVG speichern …</translation>
    </message>
    <message>
        <source>SVG image (*.svg)</source>
        <translation>SVG-Bild (*.svg)</translation>
    </message>
    <message>
        <source>Save as CSV…</source>
        <translation>Als CSV speichern …</translation>
    </message>
    <message>
        <source>CSV table (*.csv)</source>
        <translation>CSV-Tabelle (*.csv)</translation>
    </message>
    <message>
        <source>Save all charts as HTML report…</source>
        <translation>Alle Diagramme als HTML-Bericht speichern …</translation>
    </message>
    <message>
        <source>Copy picture</source>
        <translation>Bild kopieren</translation>
    </message>
    <message>
        <source>Copy numbers</source>
        <translation>Zahlen kopieren</translation>
    </message>
    <message>
        <source>Show as table	T</source>
        <translation>Als Tabelle zeigen	T</translation>
    </message>
    <message>
        <source>zoomed</source>
        <translation>vergrößert</translation>
    </message>
    <message>
        <source>No requests in this range</source>
        <translation>Keine Anfragen in diesem Bereich</translation>
    </message>
    <message>
        <source>No requests yet</source>
        <translation>Noch keine Anfragen</translation>
    </message>
    <message>
        <source>HTML page (*.html)</source>
        <translation>HTML-Seite (*.html)</translation>
    </message>
    <message>
        <source>Save %1</source>
        <translation>%1 speichern</translation>
    </message>
    <message>
        <source>Not saved</source>
        <translation>Nicht gespeichert</translation>
    </message>
    <message>
        <source>%1 could not be written: %2. Choose another place.</source>
        <translation>%1 ließ sich nicht schreiben: %2. Bitte einen anderen Ort wählen.</translation>
    </message>
</context>
<context>
    <name>mockforge::ui::TimelineCard</name>
    <message>
        <source>Timeline</source>
        <translation>Zeitplan</translation>
    </message>
    <message>
        <source>Edit…</source>
        <translation>Bearbeiten…</translation>
    </message>
    <message>
        <source>Edit the timeline as text</source>
        <translation>Zeitplan als Text bearbeiten</translation>
    </message>
    <message>
        <source>Timeline %1</source>
        <translation>Zeitplan %1</translation>
    </message>
    <message>
        <source>New…</source>
        <translation>Neu…</translation>
    </message>
    <message>
        <source>Make a timeline</source>
        <translation>Einen Zeitplan anlegen</translation>
    </message>
    <message>
        <source>New timeline</source>
        <translation>Neuer Zeitplan</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Delete the timeline</source>
        <translation>Zeitplan löschen</translation>
    </message>
    <message>
        <source>■  End</source>
        <translation>■  Beenden</translation>
    </message>
    <message>
        <source>▶  Start</source>
        <translation>▶  Starten</translation>
    </message>
    <message>
        <source>End the timeline</source>
        <translation>Zeitplan beenden</translation>
    </message>
    <message>
        <source>Start the timeline</source>
        <translation>Zeitplan starten</translation>
    </message>
    <message>
        <source>%1 runs, round %2, %3 for another %4</source>
        <translation>%1 läuft, Runde %2, %3 noch %4</translation>
    </message>
    <message>
        <source>%1 ended: %2</source>
        <translation>%1 ist zu Ende: %2</translation>
    </message>
    <message>
        <source>durations changed, not saved</source>
        <translation>Dauern geändert, nicht gespeichert</translation>
    </message>
    <message>
        <source>Stages one after the other: healthy, slow, down, recovered.</source>
        <translation>Abschnitte nacheinander: gesund, langsam, ausgefallen, erholt.</translation>
    </message>
</context>
<context>
    <name>mockforge::ui::TimelineStrip</name>
    <message>
        <source>now: </source>
        <translation>jetzt: </translation>
    </message>
    <message>
        <source>Stages: %1</source>
        <translation>Abschnitte: %1</translation>
    </message>
    <message>
        <source>No timeline</source>
        <translation>Kein Zeitplan</translation>
    </message>
</context>
<context>
    <name>mockforge::ui::Tray</name>
    <message>
        <source>Show or hide the window</source>
        <translation>Fenster zeigen oder verbergen</translation>
    </message>
    <message>
        <source>MockForge: %1 of %2 running, %3</source>
        <translation>MockForge: %1 von %2 laufen, %3</translation>
    </message>
</context>
<context>
    <name>mockforge::ui::UnitField</name>
    <message>
        <source>%1: unit</source>
        <translation>%1: Einheit</translation>
    </message>
</context>
</TS>
