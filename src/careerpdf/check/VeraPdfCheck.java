import java.io.BufferedReader;
import java.io.File;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.logging.LogManager;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.verapdf.ReleaseDetails;
import org.verapdf.as.ASAtom;
import org.verapdf.cos.COSArray;
import org.verapdf.cos.COSDictionary;
import org.verapdf.cos.COSInteger;
import org.verapdf.cos.COSObjType;
import org.verapdf.cos.COSObject;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.gf.model.GFModelParser;
import org.verapdf.pd.PDDocument;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.ErrorArgument;
import org.verapdf.pdfa.validation.profiles.ErrorArgumentImpl;
import org.verapdf.pdfa.validation.profiles.Profiles;
import org.verapdf.pdfa.validation.profiles.Rule;
import org.verapdf.pdfa.validation.profiles.ValidationProfile;
import org.verapdf.pdfa.validation.profiles.Variable;
import org.verapdf.pdfa.validation.validators.BaseValidator;
import org.verapdf.pdfa.validation.validators.FlavourValidator;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * Runs veraPDF over files and prints one line per result and per failure, its fields separated by tabs:
 * "version V", "result FILE FLAVOUR pass|fail|error TEXT", "failure FILE FLAVOUR CLAUSE PLACE RULE TEXT",
 * "more FILE FLAVOUR CLAUSE" where a clause has more failures than lines, and "done FILE" after the last of a file. FILE counts the lines of the input from 0.
 *
 * <p>java -cp JAR VeraPdfCheck.java SECONDS, with a line for each file on standard input:
 * "FLAVOUR,FLAVOUR" TAB "PATH". A file that takes longer than SECONDS is given up.
 *
 * <p>veraPDF's own reader of rule sets needs JAXB, which JDKs no longer have; so they are read here, as plain XML.
 */
public final class VeraPdfCheck {
    private static final int MOST_FAILURES = 50;  // of one rule in one file
    private static final int LEAF = 8;  // entries of a part of a number tree
    private static final int KIDS = 4;  // parts of a part
    private static final long STACK = 256L << 20;  // bytes: tag trees may be nested deeply
    private static final PrintStream OUT = new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
    private static final Map<String, ValidationProfile> RULES = new HashMap<>();
    private static ExecutorService worker = newWorker();
    private static final Map<String, String> NAMES = Map.of(
        "ua1", "PDFUA-1", "ua2", "PDFUA-2-ISO32005",
        "wt1a", "WTPDF-1-0-Accessibility", "wt1r", "WTPDF-1-0-Reuse");

    public static void main(String[] arguments) throws Exception {
        System.setOut(System.err);  // what libraries print is no answer
        LogManager.getLogManager().reset();
        VeraGreenfieldFoundryProvider.initialise();
        line("version", version());
        long seconds = Long.parseLong(arguments[0]);
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        int number = 0;
        for (String job = in.readLine(); job != null; job = in.readLine(), number++) {
            String[] flavours = job.substring(0, job.indexOf('\t')).split(",");
            work(new File(job.substring(job.indexOf('\t') + 1)), String.valueOf(number), flavours, seconds);
        }
        OUT.flush();
        Runtime.getRuntime().halt(0);  // threads that were given up may still be running
    }

    /** Checks a file in the worker's thread, which veraPDF keeps its state by; one that takes too long is left alone. */
    private static void work(File file, String number, String[] flavours, long seconds) throws Exception {
        Answers answers = new Answers(number);
        Future<?> done = worker.submit(() -> check(file, flavours, answers));
        try {
            done.get(seconds, TimeUnit.SECONDS);
        } catch (TimeoutException late) {
            worker = newWorker();
        }
        answers.close(flavours, "it took longer than " + seconds + " seconds");
        line("done", number);
        if (OUT.checkError()) {
            Runtime.getRuntime().halt(1);  // nobody reads the answers any more
        }
    }

    private static ExecutorService newWorker() {
        return Executors.newSingleThreadExecutor(task -> {
            Thread thread = new Thread(null, task, "check", STACK);
            thread.setDaemon(true);
            return thread;
        });
    }

    private static void check(File file, String[] flavours, Answers answers) {
        try {
            // Standards of different versions of PDF are not judged together; those that are left come next.
            List<String> left = new ArrayList<>(Arrays.asList(flavours));
            while (!left.isEmpty()) {
                List<String> answered = judge(file, left, answers);
                if (answered.isEmpty()) {
                    answers.close(flavours, "it gave no answer");
                    return;
                }
                left.removeAll(answered);
            }
        } catch (Exception | LinkageError | StackOverflowError | OutOfMemoryError error) {
            answers.close(flavours, error.toString());
        }
    }

    private static List<String> judge(File file, List<String> flavours, Answers answers) throws Exception {
        List<PDFAFlavour> targets = new ArrayList<>();
        List<ValidationProfile> profiles = new ArrayList<>();
        for (String flavour : flavours) {
            targets.add(PDFAFlavour.byFlavourId(flavour));
            if (!RULES.containsKey(flavour)) {
                String name = NAMES.getOrDefault(flavour, "PDFA-" + flavour.toUpperCase());
                RULES.put(flavour, ruleSet(PDFAFlavour.byFlavourId(flavour), name));
            }
            profiles.add(RULES.get(flavour));
        }
        List<String> answered = new ArrayList<>();
        try (PDFAParser parser = Foundries.defaultInstance().createParser(file, targets.get(0))) {
            parser.setFlavours(targets);
            if (parser instanceof GFModelParser && flavours.stream().noneMatch(flavour -> flavour.startsWith("1"))) {
                divideParentTree(((GFModelParser) parser).getPDDocument());
            }
            for (ValidationResult result : new Validator(profiles).validateAll(parser)) {
                answers.add(result);
                answered.add(result.getPDFAFlavour().getId());
            }
        }
        return answered;
    }

    /**
     * Divides a flat parent tree into parts with limits, in memory: veraPDF reads all of it anew for every element
     * that it looks up. Not for PDF/A-1, which limits the length of arrays.
     */
    private static void divideParentTree(PDDocument document) {
        COSObject root = document.getCatalog().getObject().getKey(ASAtom.STRUCT_TREE_ROOT);
        COSObject tree = root == null ? null : root.getKey(ASAtom.getASAtom("ParentTree"));
        COSObject all = tree == null ? null : tree.getKey(ASAtom.NUMS);
        if (all == null || all.getType() != COSObjType.COS_ARRAY || all.size() <= 8 * LEAF || tree.knownKey(ASAtom.KIDS)) {
            return;
        }
        List<COSObject> level = new ArrayList<>();
        long before = Long.MIN_VALUE;
        for (int k = 0; k + 1 < all.size(); k += 2 * LEAF) {
            COSObject part = COSDictionary.construct();
            COSObject numbers = COSArray.construct();
            int end = Math.min(all.size() & ~1, k + 2 * LEAF);
            for (int i = k; i < end; i++) {
                if (i % 2 == 0) {
                    if (all.at(i).getType() != COSObjType.COS_INTEGER || all.at(i).getInteger() <= before) {
                        return;  // not in order, so that limits would hide entries
                    }
                    before = all.at(i).getInteger();
                }
                numbers.add(all.at(i));
            }
            part.setKey(ASAtom.NUMS, numbers);
            limit(part, all.at(k).getInteger(), before);
            level.add(part);
        }
        while (level.size() > KIDS) {
            List<COSObject> above = new ArrayList<>();
            for (int k = 0; k < level.size(); k += KIDS) {
                List<COSObject> kids = level.subList(k, Math.min(level.size(), k + KIDS));
                COSObject part = COSDictionary.construct();
                part.setKey(ASAtom.KIDS, new COSObject(new COSArray(kids)));
                limit(part, kids.get(0).getKey(ASAtom.LIMITS).at(0).getInteger(),
                    kids.get(kids.size() - 1).getKey(ASAtom.LIMITS).at(1).getInteger());
                above.add(part);
            }
            level = above;
        }
        tree.removeKey(ASAtom.NUMS);
        tree.setKey(ASAtom.KIDS, new COSObject(new COSArray(level)));
    }

    private static void limit(COSObject part, long first, long last) {
        COSObject limits = COSArray.construct();
        limits.add(COSInteger.construct(first));
        limits.add(COSInteger.construct(last));
        part.setKey(ASAtom.LIMITS, limits);
    }

    /**
     * veraPDF's validator, which remembers what has passed: a test of a rule is an expression of an object's
     * properties, so the same properties need not be asked again. It makes the check of a book twice as fast.
     */
    private static final class Validator extends BaseValidator {
        private static final int MOST = 200_000;  // passed tests to remember
        // What there are most of. Not all objects can be asked twice: headings count themselves.
        private static final Set<String> PLAIN = Set.of(
            "Glyph", "CosName", "CosIndirect", "CosInteger", "CosReal", "CosString", "CosStream", "CosFilter",
            "SEMarkedContent", "SESimpleContentItem", "SETextItem");
        private final Map<List<Object>, Test> tests = new HashMap<>();
        private final Set<List<Object>> passed = new HashSet<>();

        Validator(List<ValidationProfile> profiles) {
            super(profiles, 100000, false, true, false);
        }

        @Override
        public boolean firstProcessObjectWithRule(
                FlavourValidator flavour, org.verapdf.model.baselayer.Object object, String context, Rule rule) {
            if (!PLAIN.contains(rule.getObject()) || Boolean.TRUE.equals(rule.getDeferred())) {
                return super.firstProcessObjectWithRule(flavour, object, context, rule);
            }
            Test test = tests.computeIfAbsent(
                List.of(object.getClass(), rule.getTest()), k -> new Test(flavour, object, rule.getTest()));
            List<Object> key = null;
            if (test.passesAtOnce(object) || (key = test.key(object)) != null && passed.contains(key)) {
                processAssertionResult(flavour, true, context, rule, object);
                return true;
            }
            boolean passes = super.firstProcessObjectWithRule(flavour, object, context, rule);
            if (passes && key != null && passed.size() < MOST) {
                passed.add(key);
            }
            return passes;
        }
    }

    /** A test of a rule for one class of objects: which of their properties it asks for, and how it begins. */
    private static final class Test {
        // "tag != 'Span' || …": with an object of another tag, what follows need not be asked.
        private static final Pattern BEGINNING =
            Pattern.compile("^(\\w+) (==|!=) (true|false|null|\\d+|'[^']*'|\"[^\"\\\\]*\")(?= \\|\\| |$)");
        private final String text;
        private final Method[] getters;  // null if it asks for more than properties
        private Method first;
        private boolean equal;
        private Object value;

        Test(FlavourValidator flavour, org.verapdf.model.baselayer.Object object, String text) {
            this.text = text;
            Set<String> words = new HashSet<>(Arrays.asList(text.split("\\W+")));
            words.retainAll(object.getProperties());
            List<Method> found = new ArrayList<>();
            try {
                for (String property : words) {
                    found.add(getter(object, property));
                }
                Matcher beginning = BEGINNING.matcher(text);
                if (beginning.find() && words.contains(beginning.group(1))) {
                    first = getter(object, beginning.group(1));
                    equal = beginning.group(2).equals("==");
                    value = literal(beginning.group(3));
                }
            } catch (ReflectiveOperationException | RuntimeException error) {
                found.clear();
                first = null;
            }
            for (Variable variable : flavour.getProfile().getVariables()) {
                if (text.contains(variable.getName())) {
                    found.clear();
                }
            }
            getters = found.isEmpty() ? null : found.toArray(new Method[0]);
        }

        private static Method getter(Object object, String property) throws ReflectiveOperationException {
            Method getter = object.getClass().getMethod("get" + property);
            getter.setAccessible(true);
            return getter;
        }

        private static Object literal(String written) {
            switch (written) {
                case "null": return null;
                case "true": return Boolean.TRUE;
                case "false": return Boolean.FALSE;
                default: return Character.isDigit(written.charAt(0))
                    ? (Object) Long.valueOf(written) : written.substring(1, written.length() - 1);
            }
        }

        boolean passesAtOnce(Object object) {
            if (first == null) {
                return false;
            }
            try {
                Object found = first.invoke(object);
                if (found != null && value != null && found.getClass() != value.getClass()) {
                    return false;  // JavaScript's own rules would decide
                }
                return equal == Objects.equals(found, value);
            } catch (ReflectiveOperationException | RuntimeException error) {
                return false;
            }
        }

        /** The test with the values of its properties, or null if it asks for anything else. */
        List<Object> key(Object object) {
            if (getters == null) {
                return null;
            }
            Object[] key = new Object[getters.length + 1];
            key[0] = text;
            for (int k = 0; k < getters.length; k++) {
                Object found;
                try {
                    found = getters[k].invoke(object);
                } catch (ReflectiveOperationException | RuntimeException error) {
                    return null;
                }
                if (found instanceof List) {
                    found = new ArrayList<>((List<?>) found);
                } else if (found != null && !(found instanceof String || found instanceof Boolean || found instanceof Number)) {
                    return null;
                }
                key[k + 1] = found;
            }
            return Arrays.asList(key);
        }
    }

    /** What is answered about one file; nothing more once it is closed. */
    private static final class Answers {
        private final String number;
        private final Set<String> given = new HashSet<>();
        private boolean open = true;

        Answers(String number) {
            this.number = number;
        }

        synchronized void add(ValidationResult result) {
            if (!open) {
                return;
            }
            String flavour = result.getPDFAFlavour().getId();
            given.add(flavour);
            line("result", number, flavour, result.isCompliant() ? "pass" : "fail", "" + result.getTotalAssertions());
            Map<String, Integer> seen = new HashMap<>();
            for (TestAssertion test : result.getTestAssertions()) {
                if (test.getStatus() != TestAssertion.Status.FAILED) {
                    continue;
                }
                String clause = test.getRuleId().getClause() + "-" + test.getRuleId().getTestNumber();
                if (seen.merge(clause, 1, Integer::sum) <= MOST_FAILURES) {
                    String place = test.getLocation() == null ? "" : test.getLocation().getContext();
                    line("failure", number, flavour, clause, place, test.getMessage(), test.getErrorMessage());
                }
            }
            for (Map.Entry<String, Integer> rule : seen.entrySet()) {
                if (rule.getValue() > MOST_FAILURES) {
                    line("more", number, flavour, rule.getKey());
                }
            }
        }

        /** Answers for every flavour that has got no answer yet. */
        synchronized void close(String[] flavours, String reason) {
            for (String flavour : flavours) {
                if (open && given.add(flavour)) {
                    line("result", number, flavour, "error", reason);
                }
            }
            open = false;
        }
    }

    private static ValidationProfile ruleSet(PDFAFlavour target, String name) throws Exception {
        String resource = "/org/verapdf/pdfa/validation/" + name + ".xml";
        Document xml;
        try (InputStream in = PDFAParser.class.getResourceAsStream(resource)) {
            xml = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(in);
        }
        Set<Rule> rules = new HashSet<>();
        for (Element rule : all(xml.getDocumentElement(), "rule")) {
            Element id = all(rule, "id").get(0);
            Element error = all(rule, "error").get(0);
            List<ErrorArgument> shown = new ArrayList<>();
            for (Element argument : all(error, "argument")) {
                shown.add(ErrorArgumentImpl.fromValues(argument.getTextContent(), attribute(argument, "name"), null));
            }
            rules.add(Profiles.ruleFromValues(
                Profiles.ruleIdFromValues(
                    PDFAFlavour.Specification.valueOf(id.getAttribute("specification")),
                    id.getAttribute("clause"),
                    Integer.parseInt(id.getAttribute("testNumber"))),
                rule.getAttribute("object"),
                rule.hasAttribute("deferred") ? Boolean.valueOf(rule.getAttribute("deferred")) : null,
                rule.getAttribute("tags"),
                text(rule, "description"),
                text(rule, "test"),
                Profiles.errorFromValues(text(error, "message"), shown),
                Collections.emptyList()));
        }
        Set<Variable> variables = new HashSet<>();
        for (Element variable : all(xml.getDocumentElement(), "variable")) {
            variables.add(Profiles.variableFromValues(
                variable.getAttribute("name"),
                variable.getAttribute("object"),
                text(variable, "defaultValue"),
                text(variable, "value")));
        }
        return Profiles.profileFromValues(
            target, Profiles.profileDetailsFromValues(name, name, "", new Date()), "", rules, variables);
    }

    private static List<Element> all(Element parent, String name) {
        List<Element> found = new ArrayList<>();
        NodeList nodes = parent.getElementsByTagName(name);
        for (int k = 0; k < nodes.getLength(); k++) {
            found.add((Element) nodes.item(k));
        }
        return found;
    }

    private static String text(Element parent, String name) {
        List<Element> found = all(parent, name);
        return found.isEmpty() ? "" : found.get(0).getTextContent();
    }

    private static String attribute(Element element, String name) {
        return element.hasAttribute(name) ? element.getAttribute(name) : null;
    }

    private static String version() {
        ReleaseDetails details = ReleaseDetails.addDetailsFromResource("org/verapdf/release/validation-model.properties");
        return details == null ? "" : details.getVersion();
    }

    private static void line(String... fields) {
        List<String> plain = new ArrayList<>();
        for (String field : fields) {
            plain.add(field == null ? "" : field.replaceAll("[\\t\\r\\n]+", " "));
        }
        OUT.println(String.join("\t", plain));
    }
}
