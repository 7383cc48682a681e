package dev.posestream.evaluation.capacity;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A plan as JSON: {@code {"machine":{processor,cores,models,date},"needed":{ingest,analyze,threads,partitions,brokers,framesBytes,diskGb,oneMachine},
 * "problems":[…],"sections":[{title,"lines":[{name,arithmetic,value,unit}]}]}}.
 */
public final class PlanJson {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private PlanJson() {}

    public static String of(CapacityPlan plan) {
        ObjectNode json = MAPPER.createObjectNode();
        json.putObject("machine").put("processor", plan.machine().processor()).put("cores", plan.machine().cores()).put("models", plan.machine().models())
                .put("date", plan.machine().date());
        json.putObject("needed").put("ingest", plan.ingest()).put("analyze", plan.analyze()).put("threads", plan.threads()).put("partitions", plan.partitions())
                .put("brokers", plan.brokers()).put("framesBytes", plan.framesBytes()).put("diskGb", plan.diskGb())
                .put("oneMachine", plan.oneMachine());
        plan.problems().forEach(json.putArray("problems")::add);
        ArrayNode sections = json.putArray("sections");
        for (Section section : plan.sections()) {
            ArrayNode lines = sections.addObject().put("title", section.title()).putArray("lines");
            section.lines().forEach(line -> lines.addObject().put("name", line.name()).put("arithmetic", line.arithmetic()).put("value", line.value())
                    .put("unit", line.unit()));
        }
        return json.toPrettyString();
    }
}
