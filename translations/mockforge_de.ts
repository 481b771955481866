<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de">
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
        <source>What modes really did to requests, since the start</source>
        <translation>Was die Modi wirklich mit Anfragen gemacht haben, seit dem Start</translation>
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
        <source>Mean delay that modes and the route&apos;s own delay added to a request</source>
        <translation>Mittlere Verzögerung, die Modi und die Route selbst einer Anfrage hinzugefügt haben</translation>
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
</TS>
