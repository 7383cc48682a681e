package dev.posestream.inference;

/**
 * Where networks run.
 *
 * @param kind  the choice
 * @param index which GPU, from 0; 0 for the others
 */
public record Device(Kind kind, int index) {

    /** The choices there are. */
    public enum Kind {
        /** The processor's cores. */
        CPU,
        /** An NVIDIA GPU; an error where none can be used. */
        GPU,
        /** The first GPU where one can be used, otherwise the CPU; the log says which. */
        AUTO
    }

    public static final Device CPU = new Device(Kind.CPU, 0);
    public static final Device AUTO = new Device(Kind.AUTO, 0);

    public Device {
        if (index < 0 || index > 0 && kind != Kind.GPU) {
            throw new IllegalArgumentException("device index " + index + " does not fit " + kind
                    + ", expected 0 or more for a GPU and 0 for the others");
        }
    }

    public static Device gpu(int index) {
        return new Device(Kind.GPU, index);
    }

    /**
     * @param text {@code cpu}, {@code gpu}, {@code gpu:N} or {@code auto}
     * @throws IllegalArgumentException for any other text
     */
    public static Device parse(String text) {
        if (text.matches("gpu:\\d{1,3}")) {
            return gpu(Integer.parseInt(text.substring(4)));
        }
        return switch (text) {
            case "cpu" -> CPU;
            case "gpu" -> gpu(0);
            case "auto" -> AUTO;
            default -> throw new IllegalArgumentException("device '" + text
                    + "' is not known; expected cpu, gpu, gpu:N (N counts from 0) or auto");
        };
    }

    @Override
    public String toString() {
        return switch (kind) {
            case CPU -> "cpu";
            case GPU -> "gpu:" + index;
            case AUTO -> "auto";
        };
    }
}
