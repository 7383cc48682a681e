package dev.posestream.app.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

/** A YAML file of sections. */
final class YamlFile {

    private YamlFile() {}

    /**
     * @param expected what a problem says of the sections, such as {@code 'camera:'}
     * @param problems gets what is wrong with the file
     * @return its sections by name; none where it is empty or can't be read
     */
    static Map<String, Object> read(Path file, String expected, List<Problem> problems) {
        try {
            Object document = new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(file));
            if (document == null) {
                return Map.of();
            }
            if (document instanceof Map<?, ?> map) {
                return named(map);
            }
            problems.add(new Problem(file.toString(), "", "expected " + expected + ", found " + document.getClass().getSimpleName()));
        } catch (MarkedYAMLException e) {
            problems.add(new Problem(file + ", line " + (e.getProblemMark().getLine() + 1), "", "not valid YAML: " + e.getProblem()));
        } catch (YAMLException | IOException e) {
            problems.add(new Problem(file.toString(), "", "can't be read: " + e.getMessage()));
        }
        return Map.of();
    }

    static Map<String, Object> named(Map<?, ?> map) {
        Map<String, Object> result = new LinkedHashMap<>();
        map.forEach((key, value) -> result.put(String.valueOf(key), value));
        return result;
    }
}
