package org.miltermanager.app.ruby;

import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * {@code milter-manager.custom.conf}: XML, which the control socket of milter manager writes. Each element with text becomes the statement
 * that says the same.
 */
final class CustomConfiguration {
    private static final int DEEPEST = 20;

    private final Consumer<Statement> top;
    private final BiConsumer<String, Statement> ofMilter;
    private final Deque<String> path = new ArrayDeque<>();
    private final StringBuilder text = new StringBuilder();
    private final List<Statement> milter = new ArrayList<>();
    private String name = "";

    private CustomConfiguration(Consumer<Statement> top, BiConsumer<String, Statement> ofMilter) {
        this.top = top;
        this.ofMilter = ofMilter;
    }

    /** Whether a text is XML, as milter manager tells it. */
    static boolean isXml(String text) {
        return text.stripLeading().startsWith("<");
    }

    /**
     * Reads the text.
     *
     * @param top takes {@code manager.connection_spec = …} and the like
     * @param ofMilter takes the name of a milter and {@code milter.enabled = …} and the like
     * @throws XMLStreamException where it is not well-formed; what stands before was told
     */
    static void read(String text, Consumer<Statement> top, BiConsumer<String, Statement> ofMilter)
            throws XMLStreamException {
        var factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        new CustomConfiguration(top, ofMilter)
                .read(factory.createXMLStreamReader(new StringReader(text.stripLeading())));
    }

    private void read(XMLStreamReader xml) throws XMLStreamException {
        while (xml.hasNext()) {
            switch (xml.next()) {
                case XMLStreamConstants.START_ELEMENT -> begin(xml);
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> text.append(xml.getText());
                case XMLStreamConstants.END_ELEMENT -> end(xml.getLocation().getLineNumber());
                default -> {} // comments and what else XML has
            }
        }
    }

    private void begin(XMLStreamReader xml) throws XMLStreamException {
        if (path.size() == DEEPEST) {
            throw new XMLStreamException("elements are nested too deeply", xml.getLocation());
        }
        path.addLast(xml.getLocalName());
        text.setLength(0);
    }

    private void end(int line) {
        var place = String.join("/", path);
        String element = path.removeLast().replace('-', '_');
        String content = text.toString().strip();
        text.setLength(0);
        if (place.equals("configuration/milters/milter")) {
            endMilter(line);
        } else if (content.isEmpty()) {
            return;
        } else if (place.equals("configuration/milters/milter/name")) {
            name = content;
        } else if (place.endsWith("/milter/applicable-conditions/applicable-condition")) {
            milter.add(call(line, List.of("milter", "add_applicable_condition"), content));
        } else if (place.startsWith("configuration/milters/milter/")) {
            milter.add(new Statement.Assignment(line, line, List.of("milter", element), false, value(content)));
        } else {
            String section = path.isEmpty() ? "configuration" : path.getLast();
            top.accept(new Statement.Assignment(line, line, List.of(section, element), false, value(content)));
        }
    }

    private void endMilter(int line) {
        top.accept(call(line, List.of("define_milter"), name));
        milter.forEach(statement -> ofMilter.accept(name, statement));
        milter.clear();
        name = "";
    }

    private static Statement call(int line, List<String> name, String argument) {
        return new Statement.Call(line, line, name, List.of(new Value.Text(argument)), Optional.empty());
    }

    private static Value value(String content) {
        if (content.equals("true") || content.equals("false")) {
            return new Value.Flag(content.equals("true"));
        }
        return content.matches("\\d+(\\.\\d+)?") ? new Value.Numeral(content) : new Value.Text(content);
    }
}
