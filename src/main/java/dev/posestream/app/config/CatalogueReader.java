package dev.posestream.app.config;

import dev.posestream.network.fetch.CatalogueEntry;
import dev.posestream.network.fetch.RemoteFile;
import dev.posestream.network.fetch.Sha256;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the catalogue of models that can be fetched by their names, and finds everything that is wrong with it. */
public final class CatalogueReader {

    /** Where it usually is. */
    public static final Path USUAL_FILE = Path.of("config", "models.yaml");

    private static final String MODELS = "models";
    private static final Set<String> PROPERTIES = new LinkedHashSet<>(List.of("name", "url", "sha256", "licence", "about"));

    private final List<Problem> problems = new ArrayList<>();

    private CatalogueReader() {}

    /**
     * @return its entries, each of another name
     * @throws ConfigurationException with every problem found
     */
    public static List<CatalogueEntry> read(Path file) throws ConfigurationException {
        CatalogueReader reader = new CatalogueReader();
        List<CatalogueEntry> entries = reader.entries(file);
        if (!reader.problems.isEmpty()) {
            throw new ConfigurationException(reader.problems);
        }
        return entries;
    }

    private List<CatalogueEntry> entries(Path file) {
        if (!Files.isReadable(file)) {
            problems.add(new Problem(file.toString(), "", "no such file, or not readable"));
            return List.of();
        }
        Map<String, Object> sections = YamlFile.read(file, "'models:' with a list", problems);
        sections.keySet().stream().filter(section -> !section.equals(MODELS))
                .forEach(section -> problems.add(new Problem(file + ", " + section, "", "no such section, expected '" + MODELS + ":' only")));
        Object models = sections.get(MODELS);
        if (models == null) {
            return List.of();
        }
        if (!(models instanceof List<?> list)) {
            problems.add(new Problem(file + ", " + MODELS, "", "expected a list, each entry with " + String.join(", ", PROPERTIES)));
            return List.of();
        }
        List<CatalogueEntry> entries = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (int i = 0; i < list.size(); i++) {
            String where = file + ", " + MODELS + "[" + (i + 1) + "]";
            Optional<CatalogueEntry> entry = entry(where, list.get(i));
            entry.filter(e -> !names.add(e.name())).ifPresent(e -> problems.add(new Problem(where + ".name", e.name(), "an entry before has this name, expected another")));
            entry.ifPresent(entries::add);
        }
        return entries;
    }

    private Optional<CatalogueEntry> entry(String where, Object value) {
        if (!(value instanceof Map<?, ?> map)) {
            problems.add(new Problem(where, "", "expected " + String.join(", ", PROPERTIES)));
            return Optional.empty();
        }
        Map<String, Object> found = YamlFile.named(map);
        int before = problems.size();
        found.keySet().stream().filter(property -> !PROPERTIES.contains(property))
                .forEach(property -> problems.add(new Problem(where + "." + property, "", "no such property, expected " + String.join(", ", PROPERTIES))));
        for (String property : PROPERTIES) {
            if (!(found.get(property) instanceof String text) || text.isBlank()) {
                problems.add(new Problem(where + "." + property, "", found.get(property) == null ? "is missing" : "expected text; put it in quotes"));
            }
        }
        if (problems.size() > before) {
            return Optional.empty();
        }
        try {
            RemoteFile file = new RemoteFile(new URI((String) found.get("url")), new Sha256((String) found.get("sha256")));
            return Optional.of(new CatalogueEntry((String) found.get("name"), file, (String) found.get("licence"), (String) found.get("about")));
        } catch (IllegalArgumentException | URISyntaxException e) {
            problems.add(new Problem(where, "", e.getMessage()));
            return Optional.empty();
        }
    }
}
