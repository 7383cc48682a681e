package dev.posestream.evaluation.annotation;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Reads the lists of a JSON file entry by entry: annotation files are larger than their people. */
public final class JsonFile {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private JsonFile() {}

    /** Is handed the entries of a list, one after the other. */
    public interface EntryReader {
        void read(JsonEntry entry) throws AnnotationException;
    }

    private interface Reading {
        void read(JsonParser parser) throws IOException, AnnotationException;
    }

    /**
     * A file that is an object with lists.
     *
     * @param lists a reader for each list that must be there; what else the file holds is passed over
     */
    public static void readLists(Path file, Map<String, EntryReader> lists) throws AnnotationException {
        Set<String> missing = new HashSet<>(lists.keySet());
        parse(file, parser -> {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new AnnotationException(file + " is no JSON object, expected one with the lists " + lists.keySet());
            }
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String name = parser.currentName();
                JsonToken value = parser.nextToken();
                if (!lists.containsKey(name)) {
                    parser.skipChildren();
                } else if (value != JsonToken.START_ARRAY) {
                    throw new AnnotationException(file + ": " + name + " is no list, expected a list of objects");
                } else {
                    readEntries(file, name, parser, lists.get(name));
                    missing.remove(name);
                }
            }
        });
        if (!missing.isEmpty()) {
            throw new AnnotationException(file + " has no " + String.join(", no ", missing.stream().sorted().toList()) + ", expected an object with the lists "
                    + String.join(", ", lists.keySet().stream().sorted().toList()));
        }
    }

    /** A file that is a list. */
    public static void readList(Path file, String what, EntryReader reader) throws AnnotationException {
        parse(file, parser -> {
            if (parser.nextToken() != JsonToken.START_ARRAY) {
                throw new AnnotationException(file + " is no JSON list, expected a list of " + what);
            }
            readEntries(file, what, parser, reader);
        });
    }

    /** @return what the file begins with, null for an empty one */
    static JsonToken firstToken(Path file) throws AnnotationException {
        JsonToken[] first = new JsonToken[1];
        parse(file, parser -> first[0] = parser.nextToken());
        return first[0];
    }

    private static void readEntries(Path file, String list, JsonParser parser, EntryReader reader) throws IOException, AnnotationException {
        for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
            JsonNode node = parser.readValueAsTree();
            JsonEntry entry = new JsonEntry(file, list + "[" + i + "]", node);
            if (!node.isObject()) {
                throw entry.wrong("it", "an object");
            }
            reader.read(entry);
        }
    }

    private static void parse(Path file, Reading reading) throws AnnotationException {
        if (Files.isDirectory(file)) {
            throw new AnnotationException(file + " is a folder, expected a JSON file");
        }
        try (JsonParser parser = MAPPER.createParser(file.toFile())) {
            reading.read(parser);
        } catch (JacksonException e) {
            throw new AnnotationException(file + " is cut off or not JSON, at line " + e.getLocation().getLineNr() + ", column "
                    + e.getLocation().getColumnNr() + " (" + e.getOriginalMessage() + "), expected a whole JSON file", e);
        } catch (NoSuchFileException | java.io.FileNotFoundException e) {
            throw new AnnotationException(file + ": no such file, or not readable", e);
        } catch (IOException e) {
            throw new AnnotationException(file + " can't be read: " + e.getMessage(), e);
        }
    }
}
