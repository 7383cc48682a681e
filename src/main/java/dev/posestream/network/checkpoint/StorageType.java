package dev.posestream.network.checkpoint;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/** What a storage of PyTorch, or a tensor of safetensors, holds. */
enum StorageType {
    FLOAT("FloatStorage", "F32", 4, true) {
        @Override
        double floating(ByteBuffer bytes, int at) {
            return bytes.getFloat(at);
        }
    },
    DOUBLE("DoubleStorage", "F64", 8, true) {
        @Override
        double floating(ByteBuffer bytes, int at) {
            return bytes.getDouble(at);
        }
    },
    HALF("HalfStorage", "F16", 2, true) {
        @Override
        double floating(ByteBuffer bytes, int at) {
            return half(bytes.getShort(at));
        }
    },
    BFLOAT16("BFloat16Storage", "BF16", 2, true) {
        @Override
        double floating(ByteBuffer bytes, int at) {
            return Float.intBitsToFloat(bytes.getShort(at) << 16);
        }
    },
    LONG("LongStorage", "I64", 8, false) {
        @Override
        long integer(ByteBuffer bytes, int at) {
            return bytes.getLong(at);
        }
    },
    INT("IntStorage", "I32", 4, false) {
        @Override
        long integer(ByteBuffer bytes, int at) {
            return bytes.getInt(at);
        }
    },
    BYTE("ByteStorage", "U8", 1, false) {
        @Override
        long integer(ByteBuffer bytes, int at) {
            return bytes.get(at) & 0xff;
        }
    },
    BOOL("BoolStorage", "BOOL", 1, false) {
        @Override
        long integer(ByteBuffer bytes, int at) {
            return bytes.get(at);
        }
    };

    private final String className;
    private final String code;
    private final int bytes;
    private final boolean floating;

    StorageType(String className, String code, int bytes, boolean floating) {
        this.className = className;
        this.code = code;
        this.bytes = bytes;
        this.floating = floating;
    }

    /** @param className in the module {@code torch} */
    static Optional<StorageType> of(String className) {
        return Arrays.stream(values()).filter(type -> type.className.equals(className)).findFirst();
    }

    /** @param code as safetensors spells it, such as {@code F32} */
    static Optional<StorageType> ofCode(String code) {
        return Arrays.stream(values()).filter(type -> type.code.equals(code)).findFirst();
    }

    /** In the module {@code torch}. */
    String className() {
        return className;
    }

    /** As safetensors spells it. */
    String code() {
        return code;
    }

    int bytes() {
        return bytes;
    }

    boolean isFloating() {
        return floating;
    }

    double floating(ByteBuffer bytes, int at) {
        throw new UnsupportedOperationException(this + " holds whole numbers");
    }

    long integer(ByteBuffer bytes, int at) {
        throw new UnsupportedOperationException(this + " holds floating-point numbers");
    }

    /** IEEE 754 binary16. */
    private static double half(short bits) {
        int exponent = bits >> 10 & 0x1f;
        int fraction = bits & 0x3ff;
        double magnitude = exponent == 0 ? fraction * 0x1p-24
                : exponent == 31 ? (fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN)
                : (1 + fraction * 0x1p-10) * Math.pow(2, exponent - 15);
        return bits < 0 ? -magnitude : magnitude;
    }
}
