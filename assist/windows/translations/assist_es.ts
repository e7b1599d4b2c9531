<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="es" sourcelanguage="en">
<context>
    <name>Actions</name>
    <message>
        <source>Done</source>
        <translation>Listo</translation>
    </message>
    <message>
        <source>Not now</source>
        <translatorcomment>El consejo llega en mal momento. “Ahora no” no cabe junto a “Pedir ayuda” y sus teclas.</translatorcomment>
        <translation>Luego</translation>
    </message>
    <message>
        <source>Wrong</source>
        <translatorcomment>El consejo es incorrecto; no la respuesta del agente.</translatorcomment>
        <translation>Incorrecto</translation>
    </message>
    <message>
        <source>Why</source>
        <translatorcomment>“Por qué” no cabe junto a “Pedir ayuda” y sus teclas.</translatorcomment>
        <translation>Motivo</translation>
    </message>
    <message>
        <source>No cues for 5 minutes</source>
        <translatorcomment>Así se ve también en la ventana mientras dura. “Pausar” a secas parecería que deja de escuchar.</translatorcomment>
        <translation>Sin consejos 5 min</translation>
    </message>
    <message>
        <source>Ask for help</source>
        <translation>Pedir ayuda</translation>
    </message>
    <message>
        <source>Notice to the customer</source>
        <translation>Aviso al cliente</translation>
    </message>
    <message>
        <source>Compact or full view</source>
        <translatorcomment>En femenino, por “vista”.</translatorcomment>
        <translation>Vista compacta o completa</translation>
    </message>
    <message>
        <source>Hide or show the window</source>
        <translation>Ocultar o mostrar la ventana</translation>
    </message>
    <message>
        <source>Start or end the call</source>
        <translation>Iniciar o terminar la llamada</translation>
    </message>
    <message>
        <source>Pause for a card number</source>
        <translation>Pausar por una tarjeta</translation>
    </message>
    <message>
        <source>Note read</source>
        <translation>Nota leída</translation>
    </message>
    <message>
        <source>Away, or back</source>
        <translation>Ausente, o de vuelta</translation>
    </message>
</context>
<context>
    <name>Console</name>
    <message>
        <source>Alarms: {count}</source>
        <translation>Alarmas: {count}</translation>
    </message>
    <message>
        <source>Nothing needs anybody now.</source>
        <translation>Ahora nada necesita atención.</translation>
    </message>
    <message>
        <source>Alarms</source>
        <translation>Alarmas</translation>
    </message>
    <message>
        <source>No history is kept: it is switched off in the settings.</source>
        <translation>No se guarda historial: está desactivado en la configuración.</translation>
    </message>
    <message>
        <source>{count} calls. What you answer is for all of them.</source>
        <translation>{count} llamadas. Tu respuesta vale para todas.</translation>
    </message>
    <message>
        <source>No call is chosen</source>
        <translation>Ninguna llamada elegida</translation>
    </message>
    <message>
        <source>Choose one with the arrow keys or the mouse.</source>
        <translation>Elige una con las flechas o el mouse.</translation>
    </message>
    <message>
        <source>I look after it</source>
        <translation>Me encargo</translation>
    </message>
    <message>
        <source>Seen</source>
        <translation>Visto</translation>
    </message>
    <message>
        <source>False alarm</source>
        <translation>Falsa alarma</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Nota</translation>
    </message>
    <message>
        <source>acknowledge</source>
        <translation>reconocer</translation>
    </message>
    <message>
        <source>empathize</source>
        <translation>empatizar</translation>
    </message>
    <message>
        <source>respond</source>
        <translation>responder</translation>
    </message>
    <message>
        <source>Steps taken: {steps}</source>
        <translation>Pasos dados: {steps}</translation>
    </message>
    <message>
        <source>none yet</source>
        <translation>aún ninguno</translation>
    </message>
    <message>
        <source>Customer: “{words}”</source>
        <translation>Cliente: “{words}”</translation>
    </message>
    <message>
        <source>… “{text}” – on its way</source>
        <translation>… “{text}” – en camino</translation>
    </message>
    <message>
        <source>→ “{text}” – sent {ago}</source>
        <translation>→ “{text}” – enviada {ago}</translation>
    </message>
    <message>
        <source>✓ “{text}” – shown, sent {ago}</source>
        <translation>✓ “{text}” – mostrada, enviada {ago}</translation>
    </message>
    <message>
        <source>✗ “{text}” – not shown, sent {ago}</source>
        <translation>✗ “{text}” – no mostrada, enviada {ago}</translation>
    </message>
    <message>
        <source>✗ “{text}” – not sent</source>
        <translation>✗ “{text}” – no enviada</translation>
    </message>
    <message>
        <source>Your answer is sent.</source>
        <translation>Se envía tu respuesta.</translation>
    </message>
    <message>
        <source>Nothing about this call waits for an answer.</source>
        <translation>Nada de esta llamada espera respuesta.</translation>
    </message>
    <message>
        <source>Team</source>
        <translation>Equipo</translation>
    </message>
    <message>
        <source>Team (T)</source>
        <translation>Equipo (T)</translation>
    </message>
    <message>
        <source>All teams</source>
        <translation>Todos los equipos</translation>
    </message>
    <message>
        <source>Search by name (/)</source>
        <translation>Buscar por nombre (/)</translation>
    </message>
    <message>
        <source>Search by name</source>
        <translation>Buscar por nombre</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Historial</translation>
    </message>
    <message>
        <source>Effect</source>
        <translation>Efecto</translation>
    </message>
    <message>
        <source>Rules</source>
        <translation>Reglas</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Teclas</translation>
    </message>
    <message>
        <source>Searching</source>
        <translation>Buscando</translation>
    </message>
    <message>
        <source>Writing {path}</source>
        <translation>Guardando {path}</translation>
    </message>
    <message>
        <source>Name, reason or words of a note</source>
        <translation>Nombre, motivo o palabras de una nota</translation>
    </message>
    <message>
        <source>Search the history</source>
        <translation>Buscar en el historial</translation>
    </message>
    <message>
        <source>Save as CSV</source>
        <translation>Guardar como CSV</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Cerrar</translation>
    </message>
    <message>
        <source>Nothing was found in this period.</source>
        <translation>No se encontró nada en este período.</translation>
    </message>
    <message>
        <source>The newest {count} are shown. The file takes all of them.</source>
        <translation>Se muestran los {count} más recientes. El archivo los incluye todos.</translation>
    </message>
    <message>
        <source>Entries: {count}</source>
        <translation>Registros: {count}</translation>
    </message>
    <message>
        <source>✓ Entries written: {count}</source>
        <translation>✓ Registros guardados: {count}</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Hora</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Qué</translation>
    </message>
    <message>
        <source>Agent</source>
        <translation>Agente</translation>
    </message>
    <message>
        <source>About</source>
        <translation>Asunto</translation>
    </message>
    <message>
        <source>What was said to it</source>
        <translation>Qué se respondió</translation>
    </message>
    <message>
        <source>Lasted</source>
        <translation>Duró</translation>
    </message>
    <message>
        <source>Kind of entry</source>
        <translation>Tipo de registro</translation>
    </message>
    <message>
        <source>All but presence</source>
        <translation>Todo menos presencia</translation>
    </message>
    <message>
        <source>Reasons that agents&apos; programs told</source>
        <translation>Motivos de los programas de agentes</translation>
    </message>
    <message>
        <source>Notes and answers</source>
        <translation>Notas y respuestas</translation>
    </message>
    <message>
        <source>Calls</source>
        <translation>Llamadas</translation>
    </message>
    <message>
        <source>Presence</source>
        <translation>Presencia</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>Todo</translation>
    </message>
    <message>
        <source>Alarm, {severity}</source>
        <translation>Alarma, {severity}</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Motivo</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Respuesta</translation>
    </message>
    <message>
        <source>Call</source>
        <translation>Llamada</translation>
    </message>
    <message>
        <source>Free</source>
        <translation>Libre</translation>
    </message>
    <message>
        <source>In a call</source>
        <translation>En llamada</translation>
    </message>
    <message>
        <source>Away</source>
        <translation>Ausente</translation>
    </message>
    <message>
        <source>Gone</source>
        <translation>Sin conexión</translation>
    </message>
    <message>
        <source>Shown</source>
        <translatorcomment>La nota o la respuesta: en femenino.</translatorcomment>
        <translation>Mostrada</translation>
    </message>
    <message>
        <source>Not shown</source>
        <translation>No mostrada</translation>
    </message>
    <message>
        <source>Not known yet</source>
        <translation>Aún no se sabe</translation>
    </message>
    <message>
        <source>{seconds} s</source>
        <translation>{seconds} s</translation>
    </message>
    <message>
        <source>I see your call. I am here if you need me.</source>
        <translation>Veo tu llamada. Aquí estoy si me necesitas.</translation>
    </message>
    <message>
        <source>You are doing well. Take the time it takes.</source>
        <translation>Vas bien. Tómate el tiempo que haga falta.</translation>
    </message>
    <message>
        <source>I am coming over to you now.</source>
        <translation>Voy ahora mismo a tu puesto.</translation>
    </message>
    <message>
        <source>You may offer them a call back from me today.</source>
        <translation>Puedes ofrecerle una llamada mía para hoy.</translation>
    </message>
    <message>
        <source>Go ahead with what you offered. I stand behind it.</source>
        <translation>Adelante con lo que ofreciste. Te respaldo.</translation>
    </message>
    <message>
        <source>If they keep insulting you, you may end the call. I back you.</source>
        <translation>Si te sigue insultando, puedes terminar la llamada. Te respaldo.</translation>
    </message>
    <message>
        <source>Take ten minutes after this call. I have told the others.</source>
        <translation>Tómate diez minutos tras esta llamada. Ya avisé a los demás.</translation>
    </message>
    <message>
        <source>A digit for a ready line, or type</source>
        <translation>Un número para una frase lista, o escribe</translation>
    </message>
    <message>
        <source>Note to the agent</source>
        <translation>Nota para el agente</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Enviar</translation>
    </message>
    <message>
        <source>Note to {name}</source>
        <translation>Nota para {name}</translation>
    </message>
    <message>
        <source>{count} characters left. Enter sends, Esc goes back.</source>
        <translation>Quedan {count} caracteres. Enter envía, Esc vuelve.</translation>
    </message>
    <message>
        <source>Period</source>
        <translation>Período</translation>
    </message>
    <message>
        <source>Last hour</source>
        <translation>Última hora</translation>
    </message>
    <message>
        <source>Last 8 hours</source>
        <translation>Últimas 8 horas</translation>
    </message>
    <message>
        <source>Last 24 hours</source>
        <translation>Últimas 24 horas</translation>
    </message>
    <message>
        <source>Last 7 days</source>
        <translation>Últimos 7 días</translation>
    </message>
    <message>
        <source>All that is kept</source>
        <translation>Todo lo guardado</translation>
    </message>
    <message>
        <source>More frustrated</source>
        <translation>Más frustración</translation>
    </message>
    <message>
        <source>More worried</source>
        <translation>Más preocupación</translation>
    </message>
    <message>
        <source>More confused</source>
        <translation>Más confusión</translation>
    </message>
    <message>
        <source>More disappointed</source>
        <translation>Más decepción</translation>
    </message>
    <message>
        <source>Less frustrated</source>
        <translation>Menos frustración</translation>
    </message>
    <message>
        <source>Less worried</source>
        <translation>Menos preocupación</translation>
    </message>
    <message>
        <source>Less confused</source>
        <translation>Menos confusión</translation>
    </message>
    <message>
        <source>Less disappointed</source>
        <translation>Menos decepción</translation>
    </message>
    <message>
        <source>Frustrated</source>
        <translatorcomment>Sustantivos, como en la ventana del agente.</translatorcomment>
        <translation>Frustración</translation>
    </message>
    <message>
        <source>Worried</source>
        <translation>Preocupación</translation>
    </message>
    <message>
        <source>Confused</source>
        <translation>Confusión</translation>
    </message>
    <message>
        <source>Disappointed</source>
        <translation>Decepción</translation>
    </message>
    <message>
        <source>Pleased</source>
        <translation>Satisfacción</translation>
    </message>
    <message>
        <source>Calm</source>
        <translation>Calma</translation>
    </message>
    <message>
        <source>Not known</source>
        <translation>No se sabe</translation>
    </message>
    <message>
        <source>Feelings are off</source>
        <translation>Emociones desactivadas</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>En pausa</translation>
    </message>
    <message>
        <source>No word from this program; the last known is shown.</source>
        <translation>Sin noticias de este programa; se muestra lo último.</translation>
    </message>
    <message>
        <source>The customer wants no estimate of feelings.</source>
        <translation>El cliente no quiere que se estimen sus emociones.</translation>
    </message>
    <message>
        <source>Listening is paused while something private is said.</source>
        <translation>En pausa mientras se dice algo privado.</translation>
    </message>
    <message>
        <source>{minutes} min</source>
        <translation>{minutes} min</translation>
    </message>
    <message>
        <source>Frustrated for {long}</source>
        <translation>{long} de frustración</translation>
    </message>
    <message>
        <source>Worried for {long}</source>
        <translation>{long} de preocupación</translation>
    </message>
    <message>
        <source>Confused for {long}</source>
        <translation>{long} de confusión</translation>
    </message>
    <message>
        <source>Disappointed for {long}</source>
        <translation>{long} de decepción</translation>
    </message>
    <message>
        <source>Hard for {long}</source>
        <translation>{long} difíciles</translation>
    </message>
    <message>
        <source>Help with: {about}</source>
        <translation>Ayuda con: {about}</translation>
    </message>
    <message>
        <source>Asks for help</source>
        <translation>Pide ayuda</translation>
    </message>
    <message>
        <source>Frustration grows</source>
        <translation>La frustración crece</translation>
    </message>
    <message>
        <source>Frustration lasts</source>
        <translation>La frustración no cede</translation>
    </message>
    <message>
        <source>Customer asks for a supervisor</source>
        <translation>El cliente pide un supervisor</translation>
    </message>
    <message>
        <source>Customer may leave</source>
        <translation>El cliente podría irse</translation>
    </message>
    <message>
        <source>Customer wants to complain</source>
        <translatorcomment>Presentar un reclamo formal; no solo quejarse.</translatorcomment>
        <translation>El cliente quiere reclamar</translation>
    </message>
    <message>
        <source>Somebody may come to harm</source>
        <translation>Alguien puede sufrir daño</translation>
    </message>
    <message>
        <source>Hand up</source>
        <translation>Mano levantada</translation>
    </message>
    <message>
        <source>Seen by {name}</source>
        <translation>Visto por {name}</translation>
    </message>
    <message>
        <source>{name} looks after it</source>
        <translation>{name} se encarga</translation>
    </message>
    <message>
        <source>False alarm, says {name}</source>
        <translation>Falsa alarma, dice {name}</translation>
    </message>
    <message>
        <source>somebody</source>
        <translation>alguien</translation>
    </message>
    <message>
        <source>Severe</source>
        <translatorcomment>Como “High” y “Low”, en femenino: por “alarma” y “gravedad”.</translatorcomment>
        <translation>Grave</translation>
    </message>
    <message>
        <source>High</source>
        <translation>Alta</translation>
    </message>
    <message>
        <source>Low</source>
        <translation>Baja</translation>
    </message>
    <message>
        <source>just now</source>
        <translation>ahora mismo</translation>
    </message>
    <message>
        <source>{minutes} min ago</source>
        <translation>hace {minutes} min</translation>
    </message>
    <message>
        <source>and {count} more</source>
        <translation>y {count} más</translation>
    </message>
    <message>
        <source>1 more call needs a look; see the wall.</source>
        <translation>1 llamada más necesita atención; mira el tablero.</translation>
    </message>
    <message>
        <source>{count} more calls need a look; see the wall.</source>
        <translation>{count} llamadas más necesitan atención; mira el tablero.</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>Conectar</translation>
    </message>
    <message>
        <source>Assess</source>
        <translation>Indagar</translation>
    </message>
    <message>
        <source>Relate</source>
        <translation>Acercarse</translation>
    </message>
    <message>
        <source>Engage</source>
        <translation>Resolver</translation>
    </message>
    <message>
        <source>All calm: 1 call</source>
        <translation>Todo en calma: 1 llamada</translation>
    </message>
    <message>
        <source>All calm: {count} calls</source>
        <translation>Todo en calma: {count} llamadas</translation>
    </message>
    <message>
        <source>Needs a person: {count}</source>
        <translation>Hace falta una persona: {count}</translation>
    </message>
    <message>
        <source>Keep an eye on: {count}</source>
        <translation>Seguir de cerca: {count}</translation>
    </message>
    <message>
        <source>Fine: {count}</source>
        <translation>Bien: {count}</translation>
    </message>
    <message>
        <source>Nobody looks after it yet</source>
        <translation>Aún nadie se encarga</translation>
    </message>
    <message>
        <source>In call: {calls} · Free: {free} · Away: {away}</source>
        <translation>En llamada: {calls} · Libres: {free} · Ausentes: {away}</translation>
    </message>
    <message>
        <source>No agents yet</source>
        <translation>Aún no hay agentes</translation>
    </message>
    <message>
        <source>An agent appears here as soon as their program is connected. For that, “assist floor init” makes a file for each agent, and “assist floor join FILE” on the agent&apos;s computer takes it.</source>
        <translation>Cada agente aparece aquí cuando su programa se conecta. Para eso, “assist floor init” crea un archivo para cada agente y “assist floor join ARCHIVO” lo usa en la computadora del agente.</translation>
    </message>
    <message>
        <source>No calls now</source>
        <translation>Ahora no hay llamadas</translation>
    </message>
    <message>
        <source>No call fits</source>
        <translation>Ninguna llamada coincide</translation>
    </message>
    <message>
        <source>Search for less, or choose another team.</source>
        <translation>Acorta la búsqueda o elige otro equipo.</translation>
    </message>
    <message>
        <source>Not connected</source>
        <translation>Sin conexión</translation>
    </message>
    <message>
        <source>Connecting to the broker.</source>
        <translation>Conectando al servidor.</translation>
    </message>
    <message>
        <source>Connected to {broker}</source>
        <translation>Conectado a {broker}</translation>
    </message>
    <message>
        <source>Connecting to {broker}</source>
        <translation>Conectando a {broker}</translation>
    </message>
    <message>
        <source>Not connected to {broker}</source>
        <translation>Sin conexión a {broker}</translation>
    </message>
    <message>
        <source>The wall shows what was known at {time}. {why}</source>
        <translation>El tablero muestra lo que se sabía a las {time}. {why}</translation>
    </message>
    <message>
        <source>Messages refused: {count}</source>
        <translation>Mensajes rechazados: {count}</translation>
    </message>
    <message>
        <source>too large</source>
        <translation>demasiado grandes</translation>
    </message>
    <message>
        <source>no text</source>
        <translation>no son texto</translation>
    </message>
    <message>
        <source>no JSON</source>
        <translation>no son JSON</translation>
    </message>
    <message>
        <source>from another version of the program</source>
        <translation>de otra versión del programa</translation>
    </message>
    <message>
        <source>not as it should be</source>
        <translation>no son como deben ser</translation>
    </message>
    <message>
        <source>in a place where they do not belong</source>
        <translation>en un lugar que no les corresponde</translation>
    </message>
    <message>
        <source>from more agents than there is room for</source>
        <translation>de más agentes de los que caben</translation>
    </message>
    <message>
        <source>Assist floor</source>
        <translation>Sala de Assist</translation>
    </message>
    <message>
        <source>The call that was chosen is over.</source>
        <translation>La llamada elegida terminó.</translation>
    </message>
    <message>
        <source>The call is over; the note was not sent.</source>
        <translation>La llamada terminó; la nota no se envió.</translation>
    </message>
</context>
<context>
    <name>Doctor</name>
    <message>
        <source>Check of this computer</source>
        <translation>Diagnóstico de esta computadora</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>Lo que se encontró</translation>
    </message>
    <message>
        <source>Check again</source>
        <translation>Revisar de nuevo</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copiar</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Cerrar</translation>
    </message>
    <message>
        <source>Checking; this takes a few seconds.</source>
        <translation>Revisando; toma unos segundos.</translation>
    </message>
    <message>
        <source>✗ The check itself failed: {kind}.</source>
        <translation>✗ Falló la propia revisión: {kind}.</translation>
    </message>
    <message>
        <source>✗ To be put right: {count}.</source>
        <translation>✗ Por corregir: {count}.</translation>
    </message>
    <message>
        <source>✓ All is well.</source>
        <translation>✓ Todo está bien.</translation>
    </message>
    <message>
        <source>✓ Ok</source>
        <translation>✓ Bien</translation>
    </message>
    <message>
        <source>✗ Fix</source>
        <translation>✗ Corregir</translation>
    </message>
</context>
<context>
    <name>Effect</name>
    <message>
        <source>Effect of stepping in</source>
        <translation>Efecto de intervenir</translation>
    </message>
    <message>
        <source>Reading the history</source>
        <translation>Leyendo el historial</translation>
    </message>
    <message>
        <source>The customer&apos;s state in the minute before, and half a minute to two and a half minutes after. What is at its worst often eases by itself: compare with the calls in which nobody stepped in. Below {count} cases no percentage is shown.</source>
        <translation>El estado del cliente en el minuto anterior, y entre medio minuto y dos minutos y medio después. Lo que está en su peor momento suele mejorar solo: compara con las llamadas en las que nadie intervino. Con menos de {count} casos no se muestra porcentaje.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Cerrar</translation>
    </message>
    <message>
        <source>Steps in this period: {count}</source>
        <translation>Intervenciones en este período: {count}</translation>
    </message>
    <message>
        <source>What was done</source>
        <translation>Qué se hizo</translation>
    </message>
    <message>
        <source>Cases</source>
        <translation>Casos</translation>
    </message>
    <message>
        <source>Eased</source>
        <translation>Mejoró</translation>
    </message>
    <message>
        <source>Same</source>
        <translation>Igual</translation>
    </message>
    <message>
        <source>Worse</source>
        <translation>Empeoró</translation>
    </message>
    <message>
        <source>Not known</source>
        <translation>No se sabe</translation>
    </message>
    <message>
        <source>Hard before</source>
        <translation>Difícil antes</translation>
    </message>
    <message>
        <source>Share that eased</source>
        <translation>Parte que mejoró</translation>
    </message>
    <message>
        <source>too few cases</source>
        <translation>muy pocos casos</translation>
    </message>
    <message>
        <source>{percent} % of {count} cases</source>
        <translation>{percent} % de {count} casos</translation>
    </message>
    <message>
        <source>{percent} %</source>
        <translation>{percent} %</translation>
    </message>
    <message>
        <source>A note was shown</source>
        <translation>Se mostró una nota</translation>
    </message>
    <message>
        <source>Seen</source>
        <translation>Visto</translation>
    </message>
    <message>
        <source>Somebody looked after it</source>
        <translation>Alguien se encargó</translation>
    </message>
    <message>
        <source>False alarm</source>
        <translation>Falsa alarma</translation>
    </message>
    <message>
        <source>Nobody stepped in</source>
        <translation>Nadie intervino</translation>
    </message>
</context>
<context>
    <name>FirstRun</name>
    <message>
        <source>No sound input was found. Plug one in and look again.</source>
        <translation>No se encontró ninguna entrada de sonido. Conecta una y busca de nuevo.</translation>
    </message>
    <message>
        <source>“{input}” is no longer there.</source>
        <translation>“{input}” ya no está.</translation>
    </message>
    <message>
        <source>Look &amp;again</source>
        <translation>Buscar de &amp;nuevo</translation>
    </message>
    <message>
        <source>Look again for sound inputs</source>
        <translation>Buscar de nuevo entradas de sonido</translation>
    </message>
    <message>
        <source>Choose your keys</source>
        <translation>Elige tus teclas</translation>
    </message>
    <message>
        <source>They work in every program. Click a row and press its key; Backspace clears it.</source>
        <translatorcomment>La fila de la tabla, no una tras otra.</translatorcomment>
        <translation>Funcionan en todos los programas. Haz clic en una fila y presiona su tecla; Retroceso la borra.</translation>
    </message>
    <message>
        <source>no sound yet</source>
        <translation>aún sin sonido</translation>
    </message>
    <message>
        <source>quiet</source>
        <translation>bajo</translation>
    </message>
    <message>
        <source>sound arrives</source>
        <translation>llega sonido</translation>
    </message>
    <message>
        <source>loud</source>
        <translation>fuerte</translation>
    </message>
    <message>
        <source>Choose the language of your calls</source>
        <translation>Elige el idioma de tus llamadas</translation>
    </message>
    <message>
        <source>These languages have a speech model on this machine.</source>
        <translation>Estos idiomas tienen un modelo de voz en esta computadora.</translation>
    </message>
    <message>
        <source>Language of the calls</source>
        <translation>Idioma de las llamadas</translation>
    </message>
    <message>
        <source>To add a language, fetch its model: “assist models list” in a terminal shows them and “assist models get” brings one here. It is in this list the next time.</source>
        <translation>Para agregar un idioma, descarga su modelo: en una terminal, “assist models list” los muestra y “assist models get” trae uno. La próxima vez estará en esta lista.</translation>
    </message>
    <message>
        <source>There is no speech model on this machine yet.</source>
        <translation>Aún no hay un modelo de voz en esta computadora.</translation>
    </message>
    <message>
        <source>The language in the settings, “{language}”, has no model here; choose one.</source>
        <translation>El idioma de la configuración, “{language}”, no tiene modelo aquí; elige otro.</translation>
    </message>
    <message>
        <source>Know what Assist does with a call</source>
        <translation>Conoce lo que hace Assist con una llamada</translation>
    </message>
    <message>
        <source>Five lines, for you and for the customer who asks.</source>
        <translation>Cinco líneas, para ti y para el cliente que pregunte.</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Dónde</translation>
    </message>
    <message>
        <source>Supervisors see how your calls go and the customer’s last words, masked. You see it too.</source>
        <translation>Supervisión ve cómo van tus llamadas y lo último que dijo el cliente, con datos ocultos. Tú también lo ves.</translation>
    </message>
    <message>
        <source>Supervisors see how your calls go, and no words. You see what they see.</source>
        <translation>Supervisión ve cómo van tus llamadas, sin palabras. Tú ves lo mismo.</translation>
    </message>
    <message>
        <source>Everything stays on this machine.</source>
        <translation>Todo se queda en esta computadora.</translation>
    </message>
    <message>
        <source>Your voice</source>
        <translation>Tu voz</translation>
    </message>
    <message>
        <source>It is never analysed; only your words and their timing are.</source>
        <translation>Nunca se analiza; solo tus palabras y cuándo las dices.</translation>
    </message>
    <message>
        <source>Recording</source>
        <translation>Grabación</translation>
    </message>
    <message>
        <source>Your organisation records calls, locked with its key. A red sign says so.</source>
        <translation>Tu organización graba las llamadas, cifradas con su clave. Una señal roja lo indica.</translation>
    </message>
    <message>
        <source>There is none: audio is never written to a file.</source>
        <translation>No la hay: el audio nunca se guarda en un archivo.</translation>
    </message>
    <message>
        <source>The customer</source>
        <translation>El cliente</translation>
    </message>
    <message>
        <source>Screen sharing</source>
        <translation>Compartir pantalla</translation>
    </message>
    <message>
        <source>They may object. {key} shows what you read to them.</source>
        <translation>Puede oponerse. {key} muestra lo que le lees.</translation>
    </message>
    <message>
        <source>They may object. “{action}” in the menu is what you read to them.</source>
        <translation>Puede oponerse. “{action}” en el menú es lo que le lees.</translation>
    </message>
    <message>
        <source>This system leaves the overlay out; look once before you rely on it.</source>
        <translation>Este sistema no muestra la ventana flotante; compruébalo una vez antes de confiar en ello.</translation>
    </message>
    <message>
        <source>This system shows the overlay to others; {key} hides it.</source>
        <translation>Este sistema muestra la ventana flotante a otros; {key} la oculta.</translation>
    </message>
    <message>
        <source>This system shows the overlay to others; hide it before you share.</source>
        <translation>Este sistema muestra la ventana flotante a otros; ocúltala antes de compartir.</translation>
    </message>
    <message>
        <source>Microphone</source>
        <translation>Micrófono</translation>
    </message>
    <message>
        <source>The system&apos;s microphone ({name})</source>
        <translation>El micrófono del sistema ({name})</translation>
    </message>
    <message>
        <source>The system&apos;s microphone (none found)</source>
        <translation>El micrófono del sistema (no se encontró)</translation>
    </message>
    <message>
        <source>Level of your microphone</source>
        <translation>Nivel de tu micrófono</translation>
    </message>
    <message>
        <source>Choose your microphone</source>
        <translation>Elige tu micrófono</translation>
    </message>
    <message>
        <source>Say a few words: the bar moves when Assist can hear you.</source>
        <translation>Di unas palabras: la barra se mueve cuando Assist te oye.</translation>
    </message>
    <message>
        <source>The customer&apos;s sound</source>
        <translation>Sonido del cliente</translation>
    </message>
    <message>
        <source>What the system plays ({name})</source>
        <translation>Lo que reproduce el sistema ({name})</translation>
    </message>
    <message>
        <source>What the system plays (cannot be heard here)</source>
        <translation>Lo que reproduce el sistema (aquí no se puede oír)</translation>
    </message>
    <message>
        <source>Level of the customer&apos;s sound</source>
        <translation>Nivel del sonido del cliente</translation>
    </message>
    <message>
        <source>You</source>
        <translation>Tú</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>Cliente</translation>
    </message>
    <message>
        <source>“{input}” is your microphone already. Choose another input for the customer.</source>
        <translation>“{input}” ya es tu micrófono. Elige otra entrada para el cliente.</translation>
    </message>
    <message>
        <source>Choose the customer&apos;s sound</source>
        <translation>Elige el sonido del cliente</translation>
    </message>
    <message>
        <source>It is what your softphone plays, in your headset or from the speakers.</source>
        <translation>Es lo que reproduce tu softphone, en los auriculares o en los altavoces.</translation>
    </message>
    <message>
        <source>Try it: say a word, then play something on the softphone.</source>
        <translation>Pruébalo: di una palabra y luego reproduce algo en el softphone.</translation>
    </message>
    <message>
        <source>not heard yet</source>
        <translation>aún no se oye</translation>
    </message>
    <message>
        <source>heard</source>
        <translation>se oyó</translation>
    </message>
    <message>
        <source>Set up Assist</source>
        <translation>Configurar Assist</translation>
    </message>
    <message>
        <source>&amp;Later</source>
        <translation>&amp;Más tarde</translation>
    </message>
    <message>
        <source>Ends without saving; Assist asks again next time.</source>
        <translation>Termina sin guardar; Assist volverá a preguntar la próxima vez.</translation>
    </message>
    <message>
        <source>&amp;Back</source>
        <translation>&amp;Atrás</translation>
    </message>
    <message>
        <source>Step {step} of {steps}</source>
        <translation>Paso {step} de {steps}</translation>
    </message>
    <message>
        <source>&amp;Finish</source>
        <translation>&amp;Terminar</translation>
    </message>
    <message>
        <source>&amp;Next</source>
        <translation>&amp;Siguiente</translation>
    </message>
</context>
<context>
    <name>Floor</name>
    <message>
        <source>Supervisors see: {what}</source>
        <translation>Supervisión ve: {what}</translation>
    </message>
    <message>
        <source>frustration grows</source>
        <translation>la frustración crece</translation>
    </message>
    <message>
        <source>frustrated for long</source>
        <translation>la frustración no cede</translation>
    </message>
    <message>
        <source>asked for a supervisor</source>
        <translation>pidió un supervisor</translation>
    </message>
    <message>
        <source>may leave</source>
        <translation>podría irse</translation>
    </message>
    <message>
        <source>official complaint</source>
        <translation>reclamo formal</translation>
    </message>
    <message>
        <source>somebody may come to harm</source>
        <translation>alguien puede sufrir daño</translation>
    </message>
    <message>
        <source>your hand is up</source>
        <translation>tu mano está levantada</translation>
    </message>
    <message>
        <source>you ask for help with {about}</source>
        <translation>pides ayuda con {about}</translation>
    </message>
    <message>
        <source>{name} writes</source>
        <translation>{name} escribe</translation>
    </message>
    <message>
        <source>{name} knows</source>
        <translation>{name} lo sabe</translation>
    </message>
    <message>
        <source>{name} looks after it</source>
        <translation>{name} se encarga</translation>
    </message>
    <message>
        <source>{name}: no alarm</source>
        <translation>{name}: no hay alarma</translation>
    </message>
    <message>
        <source>Read</source>
        <translatorcomment>La nota: ya la leí. No una orden.</translatorcomment>
        <translation>Leída</translation>
    </message>
</context>
<context>
    <name>Keys</name>
    <message>
        <source>“{key}” is more than one key: name one, such as Ctrl+F9.</source>
        <translation>“{key}” es más de una tecla: indica una, como Ctrl+F9.</translation>
    </message>
    <message>
        <source>“{key}” cannot be used: name a key such as F9, Pause or Ctrl+Alt+K.</source>
        <translation>“{key}” no se puede usar: indica una tecla como F9, Pause o Ctrl+Alt+K.</translation>
    </message>
    <message>
        <source>“{key}” is needed for typing: add Ctrl, Alt or Meta to it.</source>
        <translation>“{key}” hace falta para escribir: agrégale Ctrl, Alt o Meta.</translation>
    </message>
    <message>
        <source>This keyboard has no key for “{key}”.</source>
        <translation>Este teclado no tiene una tecla para “{key}”.</translation>
    </message>
    <message>
        <source>Arrow keys</source>
        <translation>Flechas</translation>
    </message>
    <message>
        <source>Choose a call or an alarm</source>
        <translation>Elegir una llamada o una alarma</translation>
    </message>
    <message>
        <source>Go to the wall of calls</source>
        <translation>Ir al tablero de llamadas</translation>
    </message>
    <message>
        <source>Go to the list of alarms</source>
        <translation>Ir a la lista de alarmas</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>Go to what can be done about it</source>
        <translation>Ir a lo que se puede hacer</translation>
    </message>
    <message>
        <source>I look after it</source>
        <translation>Me encargo</translation>
    </message>
    <message>
        <source>Seen</source>
        <translation>Visto</translation>
    </message>
    <message>
        <source>False alarm</source>
        <translation>Falsa alarma</translation>
    </message>
    <message>
        <source>Write a note; 1 to 9 take a ready line, Enter sends</source>
        <translation>Escribir una nota; del 1 al 9, una frase lista; Enter envía</translation>
    </message>
    <message>
        <source>Choose a team</source>
        <translation>Elegir un equipo</translation>
    </message>
    <message>
        <source>Search by name</source>
        <translation>Buscar por nombre</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Historial</translation>
    </message>
    <message>
        <source>Effect of stepping in</source>
        <translation>Efecto de intervenir</translation>
    </message>
    <message>
        <source>Alarm rules</source>
        <translation>Reglas de alarmas</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>One step back</source>
        <translation>Un paso atrás</translation>
    </message>
    <message>
        <source>This list</source>
        <translation>Esta lista</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Teclas</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Cerrar</translation>
    </message>
</context>
<context>
    <name>Overlay</name>
    <message>
        <source>Read this to the customer</source>
        <translation>Léele esto al cliente</translation>
    </message>
    <message>
        <source>They agree</source>
        <translation>Acepta</translation>
    </message>
    <message>
        <source>They object</source>
        <translation>Se opone</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Cerrar</translation>
    </message>
    <message>
        <source>Moment</source>
        <translatorcomment>El título de la fila AER; “Momento” no deja lugar para los cuatro pasos de la llamada.</translatorcomment>
        <translation>Ahora</translation>
    </message>
    <message>
        <source>Call</source>
        <translation>Llamada</translation>
    </message>
    <message>
        <source>Customer:</source>
        <translation>Cliente:</translation>
    </message>
    <message>
        <source>You:</source>
        <translation>Tú:</translation>
    </message>
    <message>
        <source>taken</source>
        <translation>listo</translation>
    </message>
    <message>
        <source>now</source>
        <translation>ahora</translation>
    </message>
    <message>
        <source>open</source>
        <translation>pendiente</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Salir</translation>
    </message>
    <message>
        <source>Ready for the next call</source>
        <translation>Listo para la llamada</translation>
    </message>
    <message>
        <source>Getting ready</source>
        <translation>Preparando</translation>
    </message>
    <message>
        <source>Listening</source>
        <translation>Escuchando</translation>
    </message>
    <message>
        <source>Hearing one side only</source>
        <translation>Solo se oye un lado</translation>
    </message>
    <message>
        <source>Not hearing anything</source>
        <translation>No se oye nada</translation>
    </message>
    <message>
        <source>Could not start</source>
        <translation>No pudo empezar</translation>
    </message>
    <message>
        <source>Call ended</source>
        <translation>Fin de llamada</translation>
    </message>
    <message>
        <source>{key} starts it</source>
        <translation>{key} la inicia</translation>
    </message>
    <message>
        <source>End the call</source>
        <translation>Terminar la llamada</translation>
    </message>
    <message>
        <source>Start the call</source>
        <translation>Iniciar la llamada</translation>
    </message>
    <message>
        <source>REC</source>
        <translatorcomment>Como en las cámaras; lo dice entero “Esta llamada se graba”.</translatorcomment>
        <translation>REC</translation>
    </message>
    <message>
        <source>This call is recorded</source>
        <translation>Esta llamada se graba</translation>
    </message>
    <message>
        <source>Paused – card details</source>
        <translation>En pausa: datos de tarjeta</translation>
    </message>
    <message>
        <source>Does not hear the customer.</source>
        <translation>No oye al cliente.</translation>
    </message>
    <message>
        <source>Hears the customer again in a moment.</source>
        <translation>Vuelve a oír al cliente enseguida.</translation>
    </message>
    <message>
        <source>Hears the customer again in {seconds} s.</source>
        <translation>Vuelve a oír al cliente en {seconds} s.</translation>
    </message>
    <message>
        <source>Hears the customer again in {time} min.</source>
        <translation>Vuelve a oír al cliente en {time} min.</translation>
    </message>
    <message>
        <source>You paused it.</source>
        <translation>Lo pausaste tú.</translation>
    </message>
    <message>
        <source>You asked for a card.</source>
        <translation>Pediste una tarjeta.</translation>
    </message>
    <message>
        <source>A keypad is heard.</source>
        <translation>Se oye un teclado.</translation>
    </message>
    <message>
        <source>Not recorded.</source>
        <translation>No se graba.</translation>
    </message>
    <message>
        <source>Hear now</source>
        <translation>Oír ya</translation>
    </message>
    <message>
        <source>{key} pauses again.</source>
        <translation>{key} vuelve a pausar.</translation>
    </message>
    <message>
        <source>The customer is heard again.</source>
        <translation>Se vuelve a oír al cliente.</translation>
    </message>
    <message>
        <source>Hear the customer again</source>
        <translation>Volver a oír al cliente</translation>
    </message>
    <message>
        <source>Click to pause for a card number</source>
        <translation>Haz clic para pausar por una tarjeta</translation>
    </message>
    <message>
        <source>Now hearing you on {name}.</source>
        <translation>Ahora se te oye por {name}.</translation>
    </message>
    <message>
        <source>Now hearing the customer on {name}.</source>
        <translation>Ahora se oye al cliente por {name}.</translation>
    </message>
    <message>
        <source>A sound input is missing or does not open.</source>
        <translation>Falta una entrada de sonido o no se abre.</translation>
    </message>
    <message>
        <source>Listening could not begin.</source>
        <translation>No se pudo empezar a oír.</translation>
    </message>
    <message>
        <source>Open “Check the set-up” in the menu; it says why.</source>
        <translation>Abre “Diagnóstico” en el menú: dice por qué.</translation>
    </message>
    <message>
        <source>This call is no longer heard.</source>
        <translation>Esta llamada ya no se oye.</translation>
    </message>
    <message>
        <source>Start Assist again; your call itself goes on.</source>
        <translation>Vuelve a abrir Assist; tu llamada sigue.</translation>
    </message>
    <message>
        <source>Check the headset’s plug and the sound settings.</source>
        <translation>Revisa los auriculares y los ajustes de sonido.</translation>
    </message>
    <message>
        <source>You and the customer seem to be swapped.</source>
        <translation>Parece que tú y el cliente están intercambiados.</translation>
    </message>
    <message>
        <source>Open Sound in the menu and press Swap.</source>
        <translation>Abre Sonido en el menú y pulsa Intercambiar.</translation>
    </message>
    <message>
        <source>The customer is heard through your microphone.</source>
        <translation>Tu micrófono capta al cliente.</translation>
    </message>
    <message>
        <source>Use a headset, or turn the loudspeaker down.</source>
        <translation>Usa auriculares o baja el altavoz.</translation>
    </message>
    <message>
        <source>The words are not recognised just now.</source>
        <translatorcomment>Falló el reconocimiento de las palabras, no su lectura.</translatorcomment>
        <translation>No se entienden las palabras.</translation>
    </message>
    <message>
        <source>If this stays, start Assist again after the call.</source>
        <translation>Si sigue así, reinicia Assist tras la llamada.</translation>
    </message>
    <message>
        <source>This call is no longer recorded.</source>
        <translation>Esta llamada ya no se graba.</translation>
    </message>
    <message>
        <source>Cues go on; tell your supervisor after the call.</source>
        <translation>Los consejos siguen; avisa a tu supervisor tras la llamada.</translation>
    </message>
    <message>
        <source>This computer is busy, so cues come late.</source>
        <translation>Computadora lenta: los consejos tardan.</translation>
    </message>
    <message>
        <source>Close a program that you do not need.</source>
        <translation>Cierra un programa que no uses.</translation>
    </message>
    <message>
        <source>Not on hold? Check the softphone’s output.</source>
        <translation>¿No está en espera? Revisa la salida de sonido.</translation>
    </message>
    <message>
        <source>If you have spoken, check whether it is muted.</source>
        <translation>Si hablaste, revisa si está silenciado.</translation>
    </message>
    <message>
        <source>No cues can be made just now.</source>
        <translation>Por ahora no hay consejos.</translation>
    </message>
    <message>
        <source>Listening goes on; carry on as you know how.</source>
        <translation>Assist aún escucha; sigue como tú sabes.</translation>
    </message>
    <message>
        <source>The customer’s state cannot be read just now.</source>
        <translation>Ahora no se puede leer el ánimo del cliente.</translation>
    </message>
    <message>
        <source>Trust your own ear.</source>
        <translation>Confía en tu oído.</translation>
    </message>
    <message>
        <source>Supervisors cannot see this call.</source>
        <translation>Supervisión no ve esta llamada.</translation>
    </message>
    <message>
        <source>Cues about words and timing go on.</source>
        <translation>Sigue el resto de los consejos.</translation>
    </message>
    <message>
        <source>“{name}” gives no sound; check its plug and its switch.</source>
        <translation>“{name}” no da sonido; revisa su conexión y su interruptor.</translation>
    </message>
    <message>
        <source>Rising frustration</source>
        <translatorcomment>“Más” y “Menos” se entienden de un vistazo. “Sube” y “Baja la frustración” podrían leerse como una orden.</translatorcomment>
        <translation>Más frustración</translation>
    </message>
    <message>
        <source>Rising worry</source>
        <translation>Más preocupación</translation>
    </message>
    <message>
        <source>Growing confusion</source>
        <translation>Más confusión</translation>
    </message>
    <message>
        <source>Growing disappointment</source>
        <translation>Más decepción</translation>
    </message>
    <message>
        <source>Easing frustration</source>
        <translation>Menos frustración</translation>
    </message>
    <message>
        <source>Easing worry</source>
        <translation>Menos preocupación</translation>
    </message>
    <message>
        <source>Clearing confusion</source>
        <translation>Menos confusión</translation>
    </message>
    <message>
        <source>Easing disappointment</source>
        <translation>Menos decepción</translation>
    </message>
    <message>
        <source>Frustrated</source>
        <translatorcomment>Los estados son sustantivos: sirven para clientes de cualquier género y, en minúscula, en “Incierto; antes, …”.</translatorcomment>
        <translation>Frustración</translation>
    </message>
    <message>
        <source>Worried</source>
        <translation>Preocupación</translation>
    </message>
    <message>
        <source>Confused</source>
        <translation>Confusión</translation>
    </message>
    <message>
        <source>Disappointed</source>
        <translation>Decepción</translation>
    </message>
    <message>
        <source>Calm</source>
        <translation>Calma</translation>
    </message>
    <message>
        <source>{percent} % sure</source>
        <translation>{percent} % de certeza</translation>
    </message>
    <message>
        <source>Voice: {tone}</source>
        <translation>Voz: {tone}</translation>
    </message>
    <message>
        <source>Suggestion</source>
        <translation>Sugerencia</translation>
    </message>
    <message>
        <source>Careful</source>
        <translation>Cuidado</translation>
    </message>
    <message>
        <source>Well done</source>
        <translation>Bien hecho</translation>
    </message>
    <message>
        <source>Get help</source>
        <translation>Pide ayuda</translation>
    </message>
    <message>
        <source>No speech model for this language, so no cues.</source>
        <translation>No hay modelo de voz para este idioma, así que no habrá consejos.</translation>
    </message>
    <message>
        <source>After the call, open “Check the set-up” in the menu.</source>
        <translation>Después de la llamada, abre “Diagnóstico” en el menú.</translation>
    </message>
    <message>
        <source>Choose another under Sound in the menu, then start the call again.</source>
        <translation>Elige otra en Sonido, en el menú, y vuelve a iniciar la llamada.</translation>
    </message>
    <message>
        <source>No sound from you or the customer.</source>
        <translation>No llega sonido tuyo ni del cliente.</translation>
    </message>
    <message>
        <source>This program cannot hear you.</source>
        <translation>Este programa no te oye.</translation>
    </message>
    <message>
        <source>Check the microphone’s plug and its switch.</source>
        <translation>Revisa la conexión y el interruptor del micrófono.</translation>
    </message>
    <message>
        <source>This program cannot hear the customer.</source>
        <translation>Este programa no oye al cliente.</translation>
    </message>
    <message>
        <source>If you can, check which output the softphone uses.</source>
        <translation>Si tú sí, revisa qué salida usa el softphone.</translation>
    </message>
    <message>
        <source>This program missed {seconds} s of the call.</source>
        <translation>Este programa perdió {seconds} s de la llamada.</translation>
    </message>
    <message>
        <source>A cue may be missing; trust your own ear.</source>
        <translation>Puede faltar un consejo; confía en tu oído.</translation>
    </message>
    <message>
        <source>Only silence comes from the customer.</source>
        <translation>Del cliente solo llega silencio.</translation>
    </message>
    <message>
        <source>Only silence comes from your microphone.</source>
        <translation>De tu micrófono solo llega silencio.</translation>
    </message>
    <message>
        <source>You still get cues; for help, phone a supervisor.</source>
        <translation>Sigues recibiendo consejos; para pedir ayuda, llama a un supervisor.</translation>
    </message>
    <message>
        <source>The customer said no, so feelings are off.</source>
        <translation>El cliente dijo que no: emociones desactivadas.</translation>
    </message>
    <message>
        <source>Mood unclear</source>
        <translation>Ánimo incierto</translation>
    </message>
    <message>
        <source>Mood unclear, was {state}</source>
        <translation>Incierto; antes, {state}</translation>
    </message>
    <message>
        <source>Pleased</source>
        <translation>Satisfacción</translation>
    </message>
    <message>
        <source>You said {words}</source>
        <translation>Dijiste {words}</translation>
    </message>
    <message>
        <source>They said {words}</source>
        <translation>El cliente dijo {words}</translation>
    </message>
    <message>
        <source>Because: {words}</source>
        <translation>Motivo: {words}</translation>
    </message>
    <message>
        <source>Done: {cue}</source>
        <translation>Listo: {cue}</translation>
    </message>
    <message>
        <source>Over: {cue}</source>
        <translation>Pasó: {cue}</translation>
    </message>
    <message>
        <source>Put aside: {cue}</source>
        <translation>Descartado: {cue}</translation>
    </message>
    <message>
        <source>Connect</source>
        <translatorcomment>CARE, 1: saludar con calidez e interesarse por la persona.</translatorcomment>
        <translation>Conectar</translation>
    </message>
    <message>
        <source>Assess</source>
        <translatorcomment>CARE, 2: preguntas abiertas y comprobar lo entendido. “Evaluar” sonaría a juzgar al cliente; “indagar” es la palabra de los formadores.</translatorcomment>
        <translation>Indagar</translation>
    </message>
    <message>
        <source>Relate</source>
        <translatorcomment>CARE, 3: ponerse al lado del cliente con algo en común. No “relacionarse” (trato social), ni “identificarse” (dar el nombre: primer paso), ni “compartir” (dar datos). “Acompañar” no cabe.</translatorcomment>
        <translation>Acercarse</translation>
    </message>
    <message>
        <source>Engage</source>
        <translatorcomment>CARE, 4: resolver juntos, confirmar que quedó resuelto y cerrar con calidez. “Involucrarse” no dice qué hacer.</translatorcomment>
        <translation>Resolver</translation>
    </message>
    <message>
        <source>Acknowledge</source>
        <translatorcomment>AER, 1: nombrar el problema o la emoción como válidos.</translatorcomment>
        <translation>Reconocer</translation>
    </message>
    <message>
        <source>Empathize</source>
        <translatorcomment>AER, 2: ponerse en el lugar del cliente.</translatorcomment>
        <translation>Empatizar</translation>
    </message>
    <message>
        <source>Respond</source>
        <translatorcomment>AER, 3: un paso concreto, con “yo” o “nosotros”.</translatorcomment>
        <translation>Responder</translation>
    </message>
    <message>
        <source>Others see this window when you share your screen.</source>
        <translation>Otros ven esta ventana si compartes pantalla.</translation>
    </message>
    <message>
        <source>{key} hides it.</source>
        <translation>{key} la oculta.</translation>
    </message>
    <message>
        <source>{key} is not a key that can be used for “{action}”.</source>
        <translation>{key} no sirve como tecla para “{action}”.</translation>
    </message>
    <message>
        <source>{key} for “{action}” is in use for another action.</source>
        <translation>{key} para “{action}” ya se usa en otra acción.</translation>
    </message>
    <message>
        <source>{key} for “{action}” belongs to another program.</source>
        <translation>{key} para “{action}” es de otro programa.</translation>
    </message>
    <message>
        <source>This desktop lends no keys to programs, so {key} does nothing here.</source>
        <translation>Este escritorio no cede teclas: {key} no hace nada aquí.</translation>
    </message>
    <message>
        <source>A program on my computer helps me in this call. It turns our words into text and estimates how you feel, so that I can help you better.</source>
        <translation>En esta llamada me ayuda un programa de mi computadora. Convierte en texto lo que decimos y estima cómo se siente usted, para que yo pueda ayudarle mejor.</translation>
    </message>
    <message>
        <source>Are you happy with that? If not, I switch the estimate off now.</source>
        <translation>¿Está de acuerdo? Si no, desactivo esa estimación ahora mismo.</translation>
    </message>
    <message>
        <source>It also records this call for my organisation, and a supervisor of ours can see the estimate, to step in.</source>
        <translation>También graba esta llamada para mi organización, y un supervisor nuestro puede ver esa estimación para intervenir.</translation>
    </message>
    <message>
        <source>It also records this call for my organisation.</source>
        <translation>También graba esta llamada para mi organización.</translation>
    </message>
    <message>
        <source>A supervisor of ours can see the estimate, to step in and help. Nothing is recorded by it.</source>
        <translation>Un supervisor nuestro puede ver esa estimación para intervenir y ayudar. El programa no graba nada.</translation>
    </message>
    <message>
        <source>Nothing is recorded by it, and nothing leaves this computer.</source>
        <translation>No graba nada y nada sale de esta computadora.</translation>
    </message>
    <message>
        <source>Show less</source>
        <translation>Ver menos</translation>
    </message>
    <message>
        <source>Show more</source>
        <translation>Ver más</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>Menú</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>Cliente</translation>
    </message>
    <message>
        <source>Call time {time}</source>
        <translation>Duración {time}</translation>
    </message>
    <message>
        <source>Not known now</source>
        <translation>No se sabe ahora</translation>
    </message>
    <message>
        <source>Feelings are off</source>
        <translation>Emociones desactivadas</translation>
    </message>
    <message>
        <source>Hears only you</source>
        <translation>Solo te oye a ti</translation>
    </message>
    <message>
        <source>Hears only the customer</source>
        <translation>Solo oye al cliente</translation>
    </message>
    <message>
        <source>Help asked</source>
        <translation>Ayuda pedida</translation>
    </message>
    <message>
        <source>Cues off {minutes} min</source>
        <translation>Sin consejos {minutes} min</translation>
    </message>
    <message>
        <source>You have asked for help</source>
        <translation>Pediste ayuda</translation>
    </message>
    <message>
        <source>Sound</source>
        <translation>Sonido</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Configuración</translation>
    </message>
    <message>
        <source>Check the set-up</source>
        <translatorcomment>El nombre de la ventana de diagnóstico. “Equipo” se reserva para el grupo de trabajo; la máquina es la “computadora”.</translatorcomment>
        <translation>Diagnóstico</translation>
    </message>
    <message>
        <source>Ask for help with</source>
        <translation>Pedir ayuda con</translation>
    </message>
    <message>
        <source>Away from the phone</source>
        <translation>Ausente del teléfono</translation>
    </message>
</context>
<context>
    <name>Rules</name>
    <message>
        <source>This rule is on</source>
        <translation>Esta regla está activa</translation>
    </message>
    <message>
        <source>All teams</source>
        <translation>Todos los equipos</translation>
    </message>
    <message>
        <source> s</source>
        <translation> s</translation>
    </message>
    <message>
        <source> min</source>
        <translation> min</translation>
    </message>
    <message>
        <source>At most {count} characters. {slots} may stand in it.</source>
        <translation>Hasta {count} caracteres. Puede llevar {slots}.</translation>
    </message>
    <message>
        <source>Watches for</source>
        <translation>Detecta</translation>
    </message>
    <message>
        <source>At least</source>
        <translation>Al menos</translation>
    </message>
    <message>
        <source>Must last</source>
        <translation>Debe durar</translation>
    </message>
    <message>
        <source>Severity</source>
        <translation>Gravedad</translation>
    </message>
    <message>
        <source>Not again for</source>
        <translation>No repetir por</translation>
    </message>
    <message>
        <source>Team</source>
        <translation>Equipo</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Texto</translation>
    </message>
    <message>
        <source> % of intensity</source>
        <translation> % de intensidad</translation>
    </message>
    <message>
        <source>Somebody may come to harm</source>
        <translation>Alguien puede sufrir daño</translation>
    </message>
    <message>
        <source>Customer asks for a supervisor</source>
        <translation>El cliente pide un supervisor</translation>
    </message>
    <message>
        <source>Agent puts a hand up</source>
        <translation>El agente levanta la mano</translation>
    </message>
    <message>
        <source>Agent asks for help</source>
        <translation>El agente pide ayuda</translation>
    </message>
    <message>
        <source>Customer may leave</source>
        <translation>El cliente podría irse</translation>
    </message>
    <message>
        <source>Customer wants to complain</source>
        <translation>El cliente quiere reclamar</translation>
    </message>
    <message>
        <source>Frustration lasts</source>
        <translation>La frustración no cede</translation>
    </message>
    <message>
        <source>Frustration grows</source>
        <translation>La frustración crece</translation>
    </message>
    <message>
        <source>Customer is frustrated</source>
        <translation>Frustración del cliente</translation>
    </message>
    <message>
        <source>Customer is worried</source>
        <translation>Preocupación del cliente</translation>
    </message>
    <message>
        <source>Customer is confused</source>
        <translation>Confusión del cliente</translation>
    </message>
    <message>
        <source>Customer is disappointed</source>
        <translation>Decepción del cliente</translation>
    </message>
    <message>
        <source>Long call</source>
        <translation>Llamada larga</translation>
    </message>
    <message>
        <source>On</source>
        <translation>Activa</translation>
    </message>
    <message>
        <source>Rule</source>
        <translation>Regla</translation>
    </message>
    <message>
        <source>For</source>
        <translation>Durante</translation>
    </message>
    <message>
        <source>{minutes} min</source>
        <translation>{minutes} min</translation>
    </message>
    <message>
        <source>{percent} %</source>
        <translation>{percent} %</translation>
    </message>
    <message>
        <source>{seconds} s</source>
        <translation>{seconds} s</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Todos</translation>
    </message>
    <message>
        <source>In this period</source>
        <translation>En este período</translation>
    </message>
    <message>
        <source>Rules in use</source>
        <translation>Reglas en uso</translation>
    </message>
    <message>
        <source>As edited</source>
        <translation>Con los cambios</translation>
    </message>
    <message>
        <source>Alarms</source>
        <translation>Alarmas</translation>
    </message>
    <message>
        <source>Alarms in an hour</source>
        <translation>Alarmas por hora</translation>
    </message>
    <message>
        <source>Most in ten minutes</source>
        <translation>Máximo en diez minutos</translation>
    </message>
    <message>
        <source>Most calls that had to wait</source>
        <translation>Máximo de llamadas que esperaron</translation>
    </message>
    <message>
        <source>Alarms by “{rule}”</source>
        <translation>Alarmas de “{rule}”</translation>
    </message>
    <message>
        <source>Alarm rules</source>
        <translation>Reglas de alarmas</translation>
    </message>
    <message>
        <source>The shift is played through both; this may take a while.</source>
        <translation>El turno se repasa con unas y otras reglas; puede tardar.</translation>
    </message>
    <message>
        <source>✓ Saved in {file}. The rules hold from now on.</source>
        <translation>✓ Guardado en {file}. Las reglas valen desde ahora.</translation>
    </message>
    <message>
        <source>The customer is frustrated</source>
        <translation>Frustración del cliente</translation>
    </message>
    <message>
        <source>Rules</source>
        <translation>Reglas</translation>
    </message>
    <message>
        <source>What the rules would have made</source>
        <translation>Lo que habrían dado las reglas</translation>
    </message>
    <message>
        <source>Try on this shift</source>
        <translation>Probar en este turno</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Guardar</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Quitar</translation>
    </message>
    <message>
        <source>New rule</source>
        <translation>Regla nueva</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Cerrar</translation>
    </message>
    <message>
        <source>The file has mistakes, and these rules are used instead until they are right:</source>
        <translation>El archivo tiene errores; hasta que se corrijan, se usan estas reglas:</translation>
    </message>
    <message>
        <source>“{rule}”: {what}</source>
        <translation>“{rule}”: {what}</translation>
    </message>
    <message>
        <source>✓ Tried on the shift; nothing was saved.</source>
        <translation>✓ Probado en el turno; no se guardó nada.</translation>
    </message>
</context>
<context>
    <name>Settings</name>
    <message>
        <source>Reset</source>
        <translation>Restablecer</translation>
    </message>
    <message>
        <source>Reset {title}</source>
        <translation>Restablecer: {title}</translation>
    </message>
    <message>
        <source>Set by the variable {name}</source>
        <translation>Lo define la variable {name}</translation>
    </message>
    <message>
        <source>Set by your organisation</source>
        <translation>Lo define tu organización</translation>
    </message>
    <message>
        <source>Set by your organisation, in {place}</source>
        <translation>Lo define tu organización, en {place}</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>Automático</translation>
    </message>
    <message>
        <source>Left</source>
        <translatorcomment>El canal izquierdo.</translatorcomment>
        <translation>Izquierdo</translation>
    </message>
    <message>
        <source>Right</source>
        <translation>Derecho</translation>
    </message>
    <message>
        <source>Novice: a little more</source>
        <translation>Principiante: un poco más</translation>
    </message>
    <message>
        <source>Standard</source>
        <translation>Estándar</translation>
    </message>
    <message>
        <source>Expert: a little less</source>
        <translation>Con experiencia: un poco menos</translation>
    </message>
    <message>
        <source>Quiet: warnings only</source>
        <translation>Discreto: solo advertencias</translation>
    </message>
    <message>
        <source>Compact</source>
        <translatorcomment>La vista compacta.</translatorcomment>
        <translation>Compacta</translation>
    </message>
    <message>
        <source>Full</source>
        <translation>Completa</translation>
    </message>
    <message>
        <source>Off</source>
        <translatorcomment>Las llamadas no empiezan solas.</translatorcomment>
        <translation>No</translation>
    </message>
    <message>
        <source>By the softphone</source>
        <translation>Por el softphone</translation>
    </message>
    <message>
        <source>By speech</source>
        <translation>Por la voz</translation>
    </message>
    <message>
        <source>By either</source>
        <translation>Por cualquiera de los dos</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Oscuro</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Claro</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>Alto contraste</translation>
    </message>
    <message>
        <source>Soft</source>
        <translation>Suave</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Ninguno</translation>
    </message>
    <message>
        <source>Call</source>
        <translation>Llamada</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Idioma</translation>
    </message>
    <message>
        <source>Language of the calls, as `en` or `ko`.</source>
        <translation>Idioma de las llamadas, como `en` o `ko`.</translation>
    </message>
    <message>
        <source>Speech engine</source>
        <translation>Motor de voz</translation>
    </message>
    <message>
        <source>Speech engine; `auto` takes a Vosk model of the language if there is one.</source>
        <translation>Motor de reconocimiento de voz; “Automático” usa un modelo Vosk del idioma si lo hay.</translation>
    </message>
    <message>
        <source>Your microphone</source>
        <translation>Tu micrófono</translation>
    </message>
    <message>
        <source>Sound input with the agent&apos;s voice; empty is the system&apos;s microphone.</source>
        <translation>Entrada de sonido con tu voz; vacío: el micrófono del sistema.</translation>
    </message>
    <message>
        <source>The customer&apos;s sound</source>
        <translation>Sonido del cliente</translation>
    </message>
    <message>
        <source>Sound input with what the softphone plays; empty is what the system&apos;s output plays.</source>
        <translation>Entrada de sonido con lo que reproduce el softphone; vacío: lo que suena por la salida del sistema.</translation>
    </message>
    <message>
        <source>Your channel in recordings</source>
        <translation>Tu canal en grabaciones</translation>
    </message>
    <message>
        <source>Channel of the agent in stereo recordings.</source>
        <translation>Canal del agente en las grabaciones estéreo.</translation>
    </message>
    <message>
        <source>Calls that begin by themselves</source>
        <translation>Llamadas que empiezan solas</translation>
    </message>
    <message>
        <source>Whether a call begins and ends by itself: by the softphone&apos;s taking the microphone, by speech on both sides, or either.</source>
        <translation>Si una llamada empieza y termina sola: cuando el softphone toma el micrófono, por la voz de ambas partes o por cualquiera de los dos.</translation>
    </message>
    <message>
        <source>Softphone</source>
        <translation>Softphone</translation>
    </message>
    <message>
        <source>Your softphone by name, or names of its program, separated by commas; empty is any known softphone.</source>
        <translation>Tu softphone por su nombre, o nombres de su programa separados por comas; vacío es cualquier softphone conocido.</translation>
    </message>
    <message>
        <source>Coach</source>
        <translatorcomment>Palabra corriente en los centros de llamadas.</translatorcomment>
        <translation>Coach</translation>
    </message>
    <message>
        <source>How much is said</source>
        <translation>Cuánto dice</translation>
    </message>
    <message>
        <source>How much the coach says in a call.</source>
        <translation>Cuánto dice el coach en una llamada.</translation>
    </message>
    <message>
        <source>Team packs</source>
        <translation>Paquetes del equipo</translation>
    </message>
    <message>
        <source>Folder with the team&apos;s own packs of phrases and situations; empty is none.</source>
        <translation>Carpeta con los paquetes de frases y situaciones del equipo; vacío: ninguna.</translation>
    </message>
    <message>
        <source>Team scripts</source>
        <translation>Guiones del equipo</translation>
    </message>
    <message>
        <source>The team&apos;s scripts (text or CSV), so that reading them aloud is noticed; empty is none.</source>
        <translation>Guiones del equipo (texto o CSV), para notar cuándo se leen en voz alta; vacío: ninguno.</translation>
    </message>
    <message>
        <source>Tone of voice</source>
        <translation>Tono de voz</translation>
    </message>
    <message>
        <source>Listen to the customer&apos;s tone of voice too; off, words stand alone.</source>
        <translation>Escucha también el tono de voz del cliente; sin marcar, solo cuentan las palabras.</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>Modelos</translation>
    </message>
    <message>
        <source>Models folder</source>
        <translation>Carpeta de modelos</translation>
    </message>
    <message>
        <source>Folder of fetched and added models; empty is the user&apos;s data folder.</source>
        <translation>Carpeta de los modelos descargados y agregados; vacío: la carpeta de datos del usuario.</translation>
    </message>
    <message>
        <source>Words model</source>
        <translation>Modelo de palabras</translation>
    </message>
    <message>
        <source>Folder of a text-classification model for the customer&apos;s words; empty is ours.</source>
        <translation>Carpeta de un modelo que clasifica las palabras del cliente; vacío: el nuestro.</translation>
    </message>
    <message>
        <source>Shared models</source>
        <translation>Modelos compartidos</translation>
    </message>
    <message>
        <source>Folder of models for several people, which is only read; empty is this computer&apos;s own.</source>
        <translation>Carpeta de modelos para varias personas, que solo se lee; vacío es la propia de este ordenador.</translation>
    </message>
    <message>
        <source>Key of packs</source>
        <translation>Clave de paquetes</translation>
    </message>
    <message>
        <source>Public key by which model packs must be signed; empty is any pack. Only the policy can set it.</source>
        <translation>Clave pública con la que deben estar firmados los paquetes de modelos; vacío es cualquier paquete. Solo la directiva puede fijarla.</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>Ventana</translation>
    </message>
    <message>
        <source>View</source>
        <translation>Vista</translation>
    </message>
    <message>
        <source>How the overlay opens the first time.</source>
        <translation>Cómo se abre la ventana flotante la primera vez.</translation>
    </message>
    <message>
        <source>Colours</source>
        <translatorcomment>“Tema”, para que concuerden “Oscuro”, “Claro” y “Automático”.</translatorcomment>
        <translation>Tema de colores</translation>
    </message>
    <message>
        <source>Colours of the windows; `auto` follows the system.</source>
        <translation>Colores de las ventanas; “Automático” sigue al sistema.</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>Tamaño del texto</translation>
    </message>
    <message>
        <source>Size of all text, in per cent of the usual.</source>
        <translation>Tamaño de todo el texto, en porcentaje del habitual.</translation>
    </message>
    <message>
        <source>Width</source>
        <translation>Ancho</translation>
    </message>
    <message>
        <source>Width of the overlay, in pixels.</source>
        <translation>Ancho de la ventana flotante, en píxeles.</translation>
    </message>
    <message>
        <source>Above full-screen programs</source>
        <translation>Encima de pantalla completa</translation>
    </message>
    <message>
        <source>Stay above full-screen programs too (X11: leave the window manager out).</source>
        <translation>Queda también encima de programas a pantalla completa (X11: sin pasar por el gestor de ventanas).</translation>
    </message>
    <message>
        <source>Movement</source>
        <translation>Movimiento</translation>
    </message>
    <message>
        <source>Whether cues fade in and out; `auto` follows the system&apos;s wish for less movement.</source>
        <translation>Si los consejos aparecen y se van con suavidad; “Automático” respeta si el sistema pide menos movimiento.</translation>
    </message>
    <message>
        <source>Clicks go through</source>
        <translation>Dejar pasar los clics</translation>
    </message>
    <message>
        <source>In compact view clicks go to the program below, unless Ctrl is held.</source>
        <translation>En la vista compacta, los clics van al programa de abajo, salvo con Ctrl presionado.</translation>
    </message>
    <message>
        <source>The customer&apos;s words</source>
        <translation>Palabras del cliente</translation>
    </message>
    <message>
        <source>Show what the customer says in the full view.</source>
        <translation>Muestra lo que dice el cliente en la vista completa.</translation>
    </message>
    <message>
        <source>Your words</source>
        <translation>Tus palabras</translation>
    </message>
    <message>
        <source>Show what the agent says in the full view.</source>
        <translation>Muestra lo que dices tú en la vista completa.</translation>
    </message>
    <message>
        <source>Sound</source>
        <translation>Sonido</translation>
    </message>
    <message>
        <source>A short sound with each cue.</source>
        <translation>Un sonido breve con cada consejo.</translation>
    </message>
    <message>
        <source>Language of the windows</source>
        <translation>Idioma de las ventanas</translation>
    </message>
    <message>
        <source>Language of the windows; `auto` is the system&apos;s.</source>
        <translation>Idioma de las ventanas; “Automático” es el del sistema.</translation>
    </message>
    <message>
        <source>Privacy</source>
        <translation>Privacidad</translation>
    </message>
    <message>
        <source>Hide from screen sharing</source>
        <translation>Ocultar al compartir pantalla</translation>
    </message>
    <message>
        <source>Ask the system to leave the overlay out of screen sharing; not every system can.</source>
        <translation>Pide al sistema que no muestre la ventana flotante al compartir pantalla; no todos los sistemas pueden.</translation>
    </message>
    <message>
        <source>Text for the customer</source>
        <translation>Texto para el cliente</translation>
    </message>
    <message>
        <source>What an agent reads to the customer about the analysis; empty is ours.</source>
        <translation>Lo que le lees al cliente sobre el análisis; vacío: nuestro texto.</translation>
    </message>
    <message>
        <source>Pause by itself</source>
        <translation>Pausa automática</translation>
    </message>
    <message>
        <source>Hear nothing of the customer when you ask for a card, or a keypad is heard on the line.</source>
        <translation>No oír nada del cliente cuando pides una tarjeta o se oye un teclado en la línea.</translation>
    </message>
    <message>
        <source>Length of a pause</source>
        <translation>Duración de una pausa</translation>
    </message>
    <message>
        <source>A pause ends by itself after so long.</source>
        <translation>Una pausa termina sola después de este tiempo.</translation>
    </message>
    <message>
        <source>Hide phone numbers</source>
        <translation>Ocultar números de teléfono</translation>
    </message>
    <message>
        <source>Mask phone numbers too, as they are spoken.</source>
        <translation>Ocultar también los números de teléfono mientras se dicen.</translation>
    </message>
    <message>
        <source>Hide e-mail addresses</source>
        <translation>Ocultar direcciones de correo</translation>
    </message>
    <message>
        <source>Mask e-mail addresses too, as they are spoken.</source>
        <translation>Ocultar también las direcciones de correo mientras se dicen.</translation>
    </message>
    <message>
        <source>Hide postcodes</source>
        <translation>Ocultar códigos postales</translation>
    </message>
    <message>
        <source>Mask postcodes too, as they are spoken.</source>
        <translation>Ocultar también los códigos postales mientras se dicen.</translation>
    </message>
    <message>
        <source>Hide dates of birth</source>
        <translation>Ocultar fechas de nacimiento</translation>
    </message>
    <message>
        <source>Mask dates of birth too, as they are spoken.</source>
        <translation>Ocultar también las fechas de nacimiento mientras se dicen.</translation>
    </message>
    <message>
        <source>Hide names</source>
        <translation>Ocultar nombres</translation>
    </message>
    <message>
        <source>Mask names that people give of themselves too, as they are spoken.</source>
        <translation>Ocultar también los nombres que las personas dan de sí mismas mientras se dicen.</translation>
    </message>
    <message>
        <source>Team&apos;s rules</source>
        <translation>Reglas del equipo</translation>
    </message>
    <message>
        <source>File (TOML) with the team&apos;s own kinds of secrets and patterns that are none; empty is none.</source>
        <translation>Archivo (TOML) con los tipos de secretos propios del equipo y los patrones que no lo son; vacío: ninguno.</translation>
    </message>
    <message>
        <source>Recording</source>
        <translation>Grabación</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Clave</translation>
    </message>
    <message>
        <source>Public key (`age1...`) with which calls are recorded, for whoever has its private half; empty is no recording. Only the policy can set it.</source>
        <translation>Clave pública (`age1...`) con la que se graban las llamadas, para quien tenga la mitad privada; vacío es sin grabación. Solo la fija la directiva.</translation>
    </message>
    <message>
        <source>Days kept</source>
        <translation>Días que se guardan</translation>
    </message>
    <message>
        <source>Recordings are deleted so many days after the call. Only the policy can set it.</source>
        <translation>Las grabaciones se borran tantos días después de la llamada. Solo lo fija la directiva.</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Carpeta</translation>
    </message>
    <message>
        <source>Folder of the recordings; empty is the user&apos;s data folder. Only the policy can set it.</source>
        <translation>Carpeta de las grabaciones; vacío es la carpeta de datos del usuario. Solo la fija la directiva.</translation>
    </message>
    <message>
        <source>Floor</source>
        <translatorcomment>La sala del centro de llamadas, con sus supervisores.</translatorcomment>
        <translation>Sala</translation>
    </message>
    <message>
        <source>Broker</source>
        <translation>Servidor MQTT</translation>
    </message>
    <message>
        <source>The organisation&apos;s MQTT broker, as `broker.example.org`, by which supervisors see calls; empty is none.</source>
        <translation>Servidor MQTT (broker) de la organización, como `broker.example.org`, por el que supervisión ve las llamadas; vacío: ninguno.</translation>
    </message>
    <message>
        <source>Team</source>
        <translation>Equipo</translation>
    </message>
    <message>
        <source>Your team on the floor; of a supervisor also several, as `billing+sales`.</source>
        <translation>Tu equipo en la sala; un supervisor puede tener varios, como `billing+sales`.</translation>
    </message>
    <message>
        <source>User</source>
        <translation>Usuario</translation>
    </message>
    <message>
        <source>Your name at the broker; empty is the name with which you logged in.</source>
        <translation>Tu nombre en el servidor MQTT; vacío: el nombre con el que iniciaste sesión.</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nombre</translation>
    </message>
    <message>
        <source>What others on the floor read as your name; empty is the user.</source>
        <translation>El nombre tuyo que otros leen en la sala; vacío: el usuario.</translation>
    </message>
    <message>
        <source>Broker&apos;s authority</source>
        <translation>Autoridad del servidor</translation>
    </message>
    <message>
        <source>File with the certificate that vouches for the broker; empty is the system&apos;s.</source>
        <translation>Archivo con el certificado que avala al servidor MQTT; vacío: los del sistema.</translation>
    </message>
    <message>
        <source>Certificate</source>
        <translation>Certificado</translation>
    </message>
    <message>
        <source>File with your own certificate; empty where you have a password.</source>
        <translation>Archivo con tu propio certificado; vacío si tienes contraseña.</translation>
    </message>
    <message>
        <source>Certificate&apos;s key</source>
        <translation>Clave del certificado</translation>
    </message>
    <message>
        <source>File with the key of your certificate.</source>
        <translation>Archivo con la clave de tu certificado.</translation>
    </message>
    <message>
        <source>Excerpts</source>
        <translation>Extractos</translation>
    </message>
    <message>
        <source>Supervisors see the customer&apos;s last words too, masked. Only the policy can set it.</source>
        <translation>Supervisión ve también lo último que dijo el cliente, con datos ocultos. Solo lo fija la directiva.</translation>
    </message>
    <message>
        <source>Help with</source>
        <translation>Ayuda con</translation>
    </message>
    <message>
        <source>What agents can ask a supervisor&apos;s help with, separated by commas.</source>
        <translation>Con qué pueden los agentes pedir ayuda a un supervisor, separado por comas.</translation>
    </message>
    <message>
        <source>Alarm rules</source>
        <translation>Reglas de alarmas</translation>
    </message>
    <message>
        <source>The supervisor&apos;s own rules for alarms (TOML); empty is a file of the user&apos;s.</source>
        <translation>Reglas de alarmas propias del supervisor (TOML); vacío: un archivo del usuario.</translation>
    </message>
    <message>
        <source>Ready lines</source>
        <translation>Frases listas</translation>
    </message>
    <message>
        <source>File with ready lines for agents, one a line; empty is ours.</source>
        <translation>Archivo con frases listas para los agentes, una por línea; vacío: las nuestras.</translation>
    </message>
    <message>
        <source>The supervisor&apos;s history is deleted after so many days.</source>
        <translation>El historial del supervisor se borra después de tantos días.</translation>
    </message>
    <message>
        <source>The supervisor&apos;s window sounds when somebody may come to harm.</source>
        <translation>La ventana del supervisor suena cuando alguien puede sufrir daño.</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Teclas</translation>
    </message>
    <message>
        <source>Start the call or end it; empty is no key.</source>
        <translation>Iniciar la llamada o terminarla; vacío: sin tecla.</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pausa</translation>
    </message>
    <message>
        <source>Hear nothing of the customer while a secret is said; empty is no key.</source>
        <translation>No oír nada del cliente mientras se dice un secreto; vacío: sin tecla.</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Listo</translation>
    </message>
    <message>
        <source>I did what the cue says; empty is no key.</source>
        <translation>Hice lo que dice el consejo; vacío: sin tecla.</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>Luego</translation>
    </message>
    <message>
        <source>The cue comes at a bad moment; empty is no key.</source>
        <translation>El consejo llega en mal momento; vacío: sin tecla.</translation>
    </message>
    <message>
        <source>Wrong</source>
        <translation>Incorrecto</translation>
    </message>
    <message>
        <source>The cue is wrong; empty is no key.</source>
        <translation>El consejo es incorrecto; vacío: sin tecla.</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Motivo</translation>
    </message>
    <message>
        <source>Show what the cue was shown for; empty is no key.</source>
        <translation>Muestra por qué salió el consejo; vacío: sin tecla.</translation>
    </message>
    <message>
        <source>Snooze</source>
        <translation>Pausar consejos</translation>
    </message>
    <message>
        <source>No cues for five minutes, or back; empty is no key.</source>
        <translation>Sin consejos por cinco minutos, o vuelven ya; vacío: sin tecla.</translation>
    </message>
    <message>
        <source>Ask for help</source>
        <translation>Pedir ayuda</translation>
    </message>
    <message>
        <source>Raise or lower the hand for a supervisor; empty is no key.</source>
        <translation>Levanta o baja la mano para llamar a un supervisor; vacío: sin tecla.</translation>
    </message>
    <message>
        <source>Show the text to read to the customer; empty is no key.</source>
        <translation>Muestra el texto que le lees al cliente; vacío: sin tecla.</translation>
    </message>
    <message>
        <source>Compact or full view; empty is no key.</source>
        <translation>Vista compacta o completa; vacío: sin tecla.</translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>Ocultar</translation>
    </message>
    <message>
        <source>Out of sight and back, for screen sharing; empty is no key.</source>
        <translation>Oculta la ventana y la vuelve a mostrar, para compartir pantalla; vacío: sin tecla.</translation>
    </message>
    <message>
        <source>Note read</source>
        <translation>Nota leída</translation>
    </message>
    <message>
        <source>Put a supervisor&apos;s note away; empty is no key.</source>
        <translation>Quita la nota de un supervisor; vacío: sin tecla.</translation>
    </message>
    <message>
        <source>Away</source>
        <translation>Ausente</translation>
    </message>
    <message>
        <source>Tell the floor that you are away from the phone, or back; empty is no key.</source>
        <translation>Avisa a la sala que te ausentas del teléfono o que vuelves; vacío: sin tecla.</translation>
    </message>
    <message>
        <source>System</source>
        <translation>Sistema</translation>
    </message>
    <message>
        <source>Start at log-in</source>
        <translation>Abrir al iniciar sesión</translation>
    </message>
    <message>
        <source>Start by itself when you log in, where Assist was installed.</source>
        <translation>Abrirse solo cuando inicias sesión, donde Assist se instaló.</translation>
    </message>
    <message>
        <source>Newer versions</source>
        <translation>Versiones nuevas</translation>
    </message>
    <message>
        <source>Address of your organisation&apos;s own that `assist version --check` asks for a newer version; empty is none.</source>
        <translation>Dirección propia de tu organización a la que `assist version --check` pregunta por una versión más nueva; vacío es ninguna.</translation>
    </message>
    <message>
        <source>Proxy</source>
        <translation>Proxy</translation>
    </message>
    <message>
        <source>Proxy for fetching models and asking for a newer version, as `http://proxy.example.org:3128`; empty is the system&apos;s.</source>
        <translation>Proxy para traer modelos y preguntar por una versión más nueva, como `http://proxy.example.org:3128`; vacío es el del sistema.</translation>
    </message>
    <message>
        <source>Authorities</source>
        <translation>Autoridades</translation>
    </message>
    <message>
        <source>File with certificates that vouch for such addresses too, beside the system&apos;s own; empty is none.</source>
        <translation>Archivo con certificados que también responden de esas direcciones, junto a los del sistema; vacío es ninguno.</translation>
    </message>
    <message>
        <source>System&apos;s log</source>
        <translation>Registro del sistema</translation>
    </message>
    <message>
        <source>Write the log into the system&apos;s own too: the journal, or Windows&apos; event log.</source>
        <translation>Escribir el registro también en el del sistema: el journal o el registro de eventos de Windows.</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Configuración</translation>
    </message>
    <message>
        <source>Search settings</source>
        <translation>Buscar en la configuración</translation>
    </message>
    <message>
        <source>Groups of settings</source>
        <translation>Grupos de la configuración</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Guardar</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>No setting matches “{text}”.</source>
        <translation>Nada coincide con “{text}”.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Cerrar</translation>
    </message>
    <message>
        <source>✗ Not saved: see “{title}”.</source>
        <translation>✗ No se guardó: mira “{title}”.</translation>
    </message>
    <message>
        <source>✓ Saved. Some settings take effect with the next call.</source>
        <translation>✓ Guardado. Algunos cambios valen desde la próxima llamada.</translation>
    </message>
    <message>
        <source>This is the key of “{title}” too.</source>
        <translation>Esta también es la tecla de “{title}”.</translation>
    </message>
</context>
<context>
    <name>Sound</name>
    <message>
        <source>“{input}” is chosen for both. Choose another input for one of you.</source>
        <translation>“{input}” está elegida para los dos. Elige otra entrada para uno de los dos.</translation>
    </message>
    <message>
        <source>“{input}” is not there now. Connect it, or choose another input.</source>
        <translation>“{input}” no está ahora. Conéctala o elige otra entrada.</translation>
    </message>
    <message>
        <source>No input hears you. Connect a microphone.</source>
        <translation>Ninguna entrada te oye. Conecta un micrófono.</translation>
    </message>
    <message>
        <source>No input hears the customer. Choose one.</source>
        <translation>Ninguna entrada oye al cliente. Elige una.</translation>
    </message>
    <message>
        <source>The two seem to be the wrong way round: press Swap.</source>
        <translation>Parecen estar al revés: pulsa Intercambiar.</translation>
    </message>
    <message>
        <source>“{input}” is what an output plays, not a microphone. Choose a microphone for you.</source>
        <translation>“{input}” es lo que reproduce una salida, no un micrófono. Elige un micrófono para ti.</translation>
    </message>
    <message>
        <source>“{input}” is a microphone. The customer is heard in what an output plays: choose one of those.</source>
        <translation>“{input}” es un micrófono. Al cliente se te oye en lo que reproduce una salida: elige una de ellas.</translation>
    </message>
    <message>
        <source>“{input}” is muted in the system. Unmute it there.</source>
        <translation>“{input}” está silenciada en el sistema. Actívala allí.</translation>
    </message>
    <message>
        <source>Nothing is heard from “{input}”. Say a few words; if the bar stays still, choose another input.</source>
        <translation>No se oye nada de “{input}”. Di unas palabras; si la barra no se mueve, elige otra entrada.</translation>
    </message>
    <message>
        <source>Nothing is heard from “{input}”. Play a test sound to try it.</source>
        <translation>No se oye nada de “{input}”. Reproduce un sonido de prueba para probarla.</translation>
    </message>
    <message>
        <source>You</source>
        <translation>Tú</translation>
    </message>
    <message>
        <source>The customer</source>
        <translation>El cliente</translation>
    </message>
    <message>
        <source>Level: {who}</source>
        <translation>Nivel: {who}</translation>
    </message>
    <message>
        <source>The system&apos;s microphone ({name})</source>
        <translation>El micrófono del sistema ({name})</translation>
    </message>
    <message>
        <source>The system&apos;s microphone (none found)</source>
        <translation>El micrófono del sistema (no hay ninguno)</translation>
    </message>
    <message>
        <source>What the softphone plays ({name})</source>
        <translation>Lo que reproduce el softphone ({name})</translation>
    </message>
    <message>
        <source>What the system plays ({name})</source>
        <translation>Lo que reproduce el sistema ({name})</translation>
    </message>
    <message>
        <source>What the system plays (cannot be heard here)</source>
        <translation>Lo que reproduce el sistema (aquí no se puede oír)</translation>
    </message>
    <message>
        <source>Softphone</source>
        <translation>Softphone</translation>
    </message>
    <message>
        <source>Any known softphone</source>
        <translation>Cualquier softphone conocido</translation>
    </message>
    <message>
        <source>A page in a browser</source>
        <translation>Una página en un navegador</translation>
    </message>
    <message>
        <source>&amp;Play a test sound</source>
        <translation>&amp;Reproducir un sonido de prueba</translation>
    </message>
    <message>
        <source>The test sound arrives as the customer&apos;s.</source>
        <translation>El sonido de prueba llega como del cliente.</translation>
    </message>
    <message>
        <source>Playing: the lower bar should move.</source>
        <translation>Sonando: debe moverse la barra de abajo.</translation>
    </message>
    <message>
        <source>The test sound was heard on your side only: press Swap, or choose another input.</source>
        <translation>El sonido de prueba solo se oyó de tu lado: pulsa Intercambiar o elige otra entrada.</translation>
    </message>
    <message>
        <source>The test sound was not heard: choose another input for the customer.</source>
        <translation>El sonido de prueba no se oyó: elige otra entrada para el cliente.</translation>
    </message>
    <message>
        <source>Sound</source>
        <translation>Sonido</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>&amp;Cerrar</translation>
    </message>
    <message>
        <source>Who is who?</source>
        <translation>¿Quién es quién?</translation>
    </message>
    <message>
        <source>Speak: the upper bar should move. When the customer speaks, or a test sound plays, the lower one.</source>
        <translation>Habla: debe moverse la barra de arriba. Cuando habla el cliente o suena una prueba, la de abajo.</translation>
    </message>
    <message>
        <source>S&amp;wap</source>
        <translation>&amp;Intercambiar</translation>
    </message>
    <message>
        <source>Swap you and the customer</source>
        <translation>Intercambiarte con el cliente</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>&amp;Guardar</translation>
    </message>
</context>
<context>
    <name>Stopped</name>
    <message>
        <source>Assist cannot go on.</source>
        <translation>Assist no puede continuar.</translation>
    </message>
</context>
<context>
    <name>Tour</name>
    <message>
        <source>Between two calls</source>
        <translation>Entre dos llamadas</translation>
    </message>
    <message>
        <source>Assist waits, with no microphone open. One key begins the call, and the same key ends it; so do the menu and, where it is set up, your softphone.</source>
        <translation>Assist espera sin ningún micrófono abierto. Una tecla inicia la llamada y la misma la termina; también el menú y, si está configurado, tu softphone.</translation>
    </message>
    <message>
        <source>One quiet line</source>
        <translation>Una línea discreta</translation>
    </message>
    <message>
        <source>Most of the time Assist is only this. The full microphone means that sound from both sides arrives; the words tell how the customer seems to feel.</source>
        <translation>Casi siempre Assist es solo esto. El micrófono lleno indica que llega sonido de ambos lados; las palabras, cómo parece sentirse el cliente.</translation>
    </message>
    <message>
        <source>How the customer feels</source>
        <translation>Cómo se siente el cliente</translation>
    </message>
    <message>
        <source>Above the dotted line it gets harder for them, below it better. A wide shade means: not sure. It is about the customer alone; your own voice is never analysed.</source>
        <translation>Encima de la línea de puntos le va peor; debajo, mejor. Una sombra ancha indica poca certeza. Se trata solo del cliente; tu voz nunca se analiza.</translation>
    </message>
    <message>
        <source>One cue at a time</source>
        <translation>Un consejo a la vez</translation>
    </message>
    <message>
        <source>The headline is enough. Below it is what it means and an example with details that the customer gave. It comes while you listen, and never while you speak.</source>
        <translation>Con el título basta. Debajo está lo que significa y un ejemplo con datos que dio el cliente. Llega mientras escuchas, nunca mientras hablas.</translation>
    </message>
    <message>
        <source>One key, no mouse</source>
        <translation>Una tecla, sin mouse</translation>
    </message>
    <message>
        <source>Done, not now, wrong, why: the keys work while you type in the softphone. Your answers teach the program; nobody else is shown them.</source>
        <translation>Listo, luego, incorrecto, motivo: las teclas funcionan mientras escribes en el softphone. Tus respuestas enseñan al programa; nadie más las ve.</translation>
    </message>
    <message>
        <source>Careful, and why</source>
        <translation>Cuidado, y por qué</translation>
    </message>
    <message>
        <source>A warning shows the words that fired, and a kinder way to say the same. If it is wrong, say so with one key.</source>
        <translation>Una advertencia muestra las palabras que la activaron y una forma más amable de decir lo mismo. Si se equivoca, dilo con una tecla.</translation>
    </message>
    <message>
        <source>Acknowledge, empathize, respond</source>
        <translation>Reconocer, empatizar, responder</translation>
    </message>
    <message>
        <source>In the full view the first row is this moment, the second the call: connect, assess, relate, engage. A tick means that you did it.</source>
        <translation>En la vista completa, la primera fila es este momento; la segunda, la llamada: conectar, indagar, acercarse, resolver. La marca ✓ indica que lo hiciste.</translation>
    </message>
    <message>
        <source>It tells the truth</source>
        <translation>Dice la verdad</translation>
    </message>
    <message>
        <source>When a side cannot be heard, or something was missed, it says so and what to do.</source>
        <translation>Si un lado no se oye, o algo se perdió, te lo dice y te indica qué hacer.</translation>
    </message>
    <message>
        <source>The customer decides</source>
        <translation>El cliente decide</translation>
    </message>
    <message>
        <source>One key shows what to read to them. If they object, their feelings are not analysed in this call, from that moment on.</source>
        <translation>Una tecla muestra lo que debes leerle. Si se opone, desde ese momento sus emociones no se analizan en esta llamada.</translation>
    </message>
    <message>
        <source>While a card number is said</source>
        <translation>Mientras se dice una tarjeta</translation>
    </message>
    <message>
        <source>When you ask for a card, or a keypad is heard, Assist pauses: nothing of the customer is heard or kept, and it says for how long. One key, or a click on the microphone, does too.</source>
        <translation>Cuando pides una tarjeta, o se oye un teclado, Assist se pausa: no se oye ni se guarda nada del cliente, y te dice por cuánto tiempo. Una tecla, o un clic en el micrófono, también lo hace.</translation>
    </message>
    <message>
        <source>When a person is needed</source>
        <translation>Cuando hace falta una persona</translation>
    </message>
    <message>
        <source>Asking for a supervisor, threats and despair are never held back. One key raises your hand, and the same key lowers it.</source>
        <translation>Si el cliente pide un supervisor, amenaza o se desespera, siempre lo verás. Una tecla levanta tu mano, y la misma la baja.</translation>
    </message>
    <message>
        <source>A tour of Assist</source>
        <translation>Un recorrido por Assist</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Atrás</translation>
    </message>
    <message>
        <source>{number} of {count}</source>
        <translation>{number} de {count}</translation>
    </message>
    <message>
        <source>End</source>
        <translation>Terminar</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Siguiente</translation>
    </message>
</context>
</TS>
