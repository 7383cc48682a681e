package dev.posestream.network.onnx;

import static dev.posestream.network.onnx.OnnxBuilder.integer;

import dev.posestream.network.graph.Feature;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** In which layouts each feature is there; one that is asked for in another is converted, once. */
final class Layouts {

    /** ONNX Runtime converts nothing else to blocks. */
    private static final int CONVERTED_AT_A_TIME = 4;

    private final OnnxBuilder onnx;
    private final int block;
    private final Map<Integer, Map<Layout, String>> names = new HashMap<>();

    Layouts(OnnxBuilder onnx, int block) {
        this.onnx = onnx;
        this.block = block;
    }

    /** Channels with the last block filled up. */
    int filledUp(int channels) {
        return (channels + block - 1) / block * block;
    }

    boolean isWholeBlocks(Feature feature) {
        return feature.channels() % block == 0;
    }

    boolean has(Feature feature, Layout layout) {
        return names.getOrDefault(feature.id(), Map.of()).containsKey(layout);
    }

    /** One in which the feature is there. */
    Layout present(Feature feature) {
        return has(feature, Layout.LAST) ? Layout.LAST : has(feature, Layout.BLOCKED) ? Layout.BLOCKED : Layout.PLAIN;
    }

    void put(Feature feature, Layout layout, String name) {
        names.computeIfAbsent(feature.id(), id -> new EnumMap<>(Layout.class)).put(layout, name);
    }

    String get(Feature feature, Layout layout) {
        String name = names.getOrDefault(feature.id(), Map.of()).get(layout);
        if (name == null) {
            name = converted(feature, layout);
            put(feature, layout, name);
        }
        return name;
    }

    private String converted(Feature feature, Layout layout) {
        if (!names.containsKey(feature.id())) {
            throw new IllegalStateException("feature " + feature + " is read before it is written");
        }
        return switch (layout) {
            case PLAIN -> toPlain(feature);
            case FLAT -> onnx.reshaped(get(feature, Layout.PLAIN), feature.channels(), feature.positions());
            case LAST -> toLast(feature);
            case BLOCKED -> toBlocked(feature);
        };
    }

    private String toPlain(Feature x) {
        if (has(x, Layout.FLAT)) {
            return onnx.reshaped(get(x, Layout.FLAT), 1, x.channels(), x.height(), x.width());
        }
        if (has(x, Layout.BLOCKED)) {
            return onnx.blocked("ReorderOutput", List.of(get(x, Layout.BLOCKED)), integer("channels", x.channels()));
        }
        String last = get(x, Layout.LAST);
        return onnx.reshaped(isRow(x) ? last : onnx.transposed(last, 1, 0), 1, x.channels(), x.height(), x.width());
    }

    private String toLast(Feature x) {
        if (has(x, Layout.BLOCKED) && !has(x, Layout.PLAIN)) {
            String last = get(x, Layout.BLOCKED);
            if (x.positions() > 1 || !isWholeBlocks(x)) {
                last = onnx.blocked("ReorderOutput", List.of(last), integer("channels", x.channels()), integer("channels_last", 1));
            }
            return onnx.reshaped(last, x.positions(), x.channels());
        }
        return isRow(x) ? onnx.reshaped(get(x, has(x, Layout.FLAT) ? Layout.FLAT : Layout.PLAIN), x.positions(), x.channels())
                : onnx.transposed(get(x, Layout.FLAT), 1, 0);
    }

    private String toBlocked(Feature x) {
        if (x.channels() % CONVERTED_AT_A_TIME != 0) {
            throw new UnsupportedOperationException("feature " + x + " can't be brought into blocks, its channels are no multiple of " + CONVERTED_AT_A_TIME);
        }
        if (has(x, Layout.LAST)) {
            String last = onnx.reshaped(get(x, Layout.LAST), 1, x.height(), x.width(), x.channels());
            return onnx.blocked("ReorderInput", List.of(last), integer("channels_last", 1));
        }
        return onnx.blocked("ReorderInput", List.of(get(x, Layout.PLAIN)));
    }

    /** Whether channels first and channels last are the same in memory. */
    private static boolean isRow(Feature x) {
        return x.positions() == 1 || x.channels() == 1;
    }
}
