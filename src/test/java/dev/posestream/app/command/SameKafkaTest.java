package dev.posestream.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.posestream.app.config.Configuration;
import dev.posestream.app.config.ConfigurationReader;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SameKafkaTest {

    @Test
    void nothingIsSaidWhereTheDefaultsReachIt() throws Exception {
        assertThat(SameKafka.flags(configuration(Map.of()), "127.0.0.1:9092")).isEmpty();
    }

    @Test
    void anotherPortServerOrPrefixIsSaid() throws Exception {
        assertThat(SameKafka.flags(configuration(Map.of("--broker-port", "19400")), "127.0.0.1:19400")).isEqualTo(" --bootstrap-servers 127.0.0.1:19400");
        assertThat(SameKafka.flags(configuration(Map.of("--bootstrap-servers", "kafka:9092", "--topic-prefix", "site2.")), "kafka:9092"))
                .isEqualTo(" --bootstrap-servers kafka:9092 --topic-prefix site2.");
        assertThat(SameKafka.flags(configuration(Map.of("--topic-prefix", "")), "127.0.0.1:9092")).isEqualTo(" --topic-prefix ''");
    }

    private static Configuration configuration(Map<String, String> flags) throws Exception {
        return new ConfigurationReader(Map.of()).read(flags, List.of(), List.of(), Optional.empty());
    }
}
