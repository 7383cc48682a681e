package dev.posestream.stream;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Map;

/**
 * What a backfill's times mean in records, settled once by its first worker.
 *
 * @param fromMs least time of a record, milliseconds since the epoch
 * @param toMs   a record's time is less
 * @param starts offset of the first record to read, by partition
 * @param ends   offset before which to end, by partition
 */
record BackfillPlan(@JsonProperty("fromMs") long fromMs, @JsonProperty("toMs") long toMs, @JsonProperty("starts") Map<Integer, Long> starts,
                    @JsonProperty("ends") Map<Integer, Long> ends) {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    BackfillPlan {
        starts = Map.copyOf(starts);
        ends = Map.copyOf(ends);
    }

    byte[] json() {
        try {
            return MAPPER.writeValueAsBytes(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    static BackfillPlan of(byte[] json) throws StreamException {
        try {
            return MAPPER.readValue(json, BackfillPlan.class);
        } catch (IOException e) {
            throw new StreamException("the plan of this backfill can't be read (" + e.getMessage() + "); delete the topic that ends in -plan", e);
        }
    }

    /** Records to pass by in all. */
    long records() {
        return ends.entrySet().stream().mapToLong(end -> end.getValue() - starts.get(end.getKey())).sum();
    }
}
