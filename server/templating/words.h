// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <string_view>

/// The words that faker.* draws from. Order matters: changing it changes what a seed gives.
namespace mockforge::templating::words {

inline constexpr std::array<std::string_view, 114> kFirstNames{
    "Ada",    "Adam",    "Aisha",  "Alan",  "Alice",  "Amara",   "Amir",    "Ana",   "Andre",  "Anika",
    "Anna",   "Arthur",  "Astrid", "Ben",   "Bianca", "Boris",   "Camille", "Carla", "Carlos", "Chen",
    "Clara",  "Dana",    "Daniel", "David", "Diego",  "Elena",   "Elias",   "Ella",  "Emil",   "Emma",
    "Erik",   "Eva",     "Farah",  "Felix", "Fiona",  "Frida",   "George",  "Grace", "Greta",  "Hana",
    "Hannah", "Hassan",  "Helen",  "Henry", "Hugo",   "Ibrahim", "Ida",     "Igor",  "Ines",   "Isaac",
    "Ivan",   "Jack",    "James",  "Jan",   "Jasmin", "Joao",    "Jonas",   "Julia", "Karim",  "Kate",
    "Kenji",  "Lara",    "Laura",  "Leila", "Leo",    "Liam",    "Lina",    "Louis", "Lucas",  "Lucia",
    "Maja",   "Malik",   "Marco",  "Maria", "Marta",  "Martin",  "Mateo",   "Maya",  "Mia",    "Mila",
    "Mina",   "Mohamed", "Nadia",  "Nina",  "Noah",   "Nora",    "Oliver",  "Olga",  "Omar",   "Oscar",
    "Paula",  "Pedro",   "Petra",  "Priya", "Rafael", "Ravi",    "Rosa",    "Ruth",  "Sami",   "Sara",
    "Sofia",  "Stefan",  "Tara",   "Theo",  "Thomas", "Tomas",   "Uma",     "Vera",  "Victor", "Wei",
    "Yara",   "Yusuf",   "Zara",   "Zoe"};

inline constexpr std::array<std::string_view, 123> kLastNames{
    "Abbott",  "Ahmed",    "Almeida", "Andersson", "Baker",     "Banerjee", "Barnes",  "Bauer",
    "Becker",  "Bell",     "Bennett", "Berg",      "Bianchi",   "Blake",    "Brandt",  "Brooks",
    "Brown",   "Campbell", "Carter",  "Castro",    "Chang",     "Chen",     "Clark",   "Cohen",
    "Cole",    "Cooper",   "Costa",   "Cruz",      "Dahl",      "Davies",   "Diaz",    "Dubois",
    "Edwards", "Eriksen",  "Evans",   "Farouk",    "Fernandez", "Ferrari",  "Fischer", "Fletcher",
    "Foster",  "Fournier", "Garcia",  "Gomez",     "Gray",      "Green",    "Gupta",   "Haas",
    "Hansen",  "Harris",   "Hassan",  "Hayes",     "Hoffmann",  "Holm",     "Horvat",  "Hughes",
    "Ito",     "Ivanov",   "Jackson", "Jansen",    "Jensen",    "Johnson",  "Kaplan",  "Kaur",
    "Keller",  "Khan",     "Kim",     "Klein",     "Kovacs",    "Kowalski", "Kumar",   "Lambert",
    "Larsen",  "Lee",      "Lehmann", "Lewis",     "Lopez",     "Martin",   "Mendes",  "Meyer",
    "Moreau",  "Morris",   "Murphy",  "Nakamura",  "Nguyen",    "Nielsen",  "Novak",   "Okafor",
    "Olsen",   "Ortiz",    "Park",    "Patel",     "Pereira",   "Petrov",   "Price",   "Quinn",
    "Ramos",   "Reed",     "Ricci",   "Rossi",     "Russo",     "Santos",   "Sato",    "Schmidt",
    "Silva",   "Singh",    "Sousa",   "Stone",     "Suzuki",    "Tanaka",   "Taylor",  "Torres",
    "Turner",  "Vargas",   "Vogel",   "Walker",    "Weber",     "Wilson",   "Wood",    "Wright",
    "Yamada",  "Young",    "Ziegler"};

inline constexpr std::array<std::string_view, 40> kStreets{
    "Oak",    "Maple",    "Cedar",   "Park",     "Lake",     "Hill",   "River",  "Mill",
    "Church", "Station",  "Garden",  "Forest",   "Meadow",   "Spring", "Bridge", "Market",
    "School", "Chapel",   "Harbour", "Castle",   "Orchard",  "Willow", "Birch",  "Elm",
    "Sunset", "Highland", "Valley",  "Victoria", "Queen",    "King",   "North",  "South",
    "East",   "West",     "Railway", "College",  "Windmill", "Abbey",  "Quarry", "Vineyard"};

inline constexpr std::array<std::string_view, 12> kStreetKinds{"Street",  "Avenue",   "Road",   "Lane",
                                                               "Way",     "Drive",    "Court",  "Place",
                                                               "Terrace", "Crescent", "Square", "Row"};

inline constexpr std::array<std::string_view, 82> kCities{
    "Amsterdam", "Athens",    "Barcelona", "Bergen",     "Berlin",   "Bern",      "Bilbao",   "Birmingham",
    "Bologna",   "Bordeaux",  "Boston",    "Bratislava", "Brussels", "Bucharest", "Budapest", "Buenos Aires",
    "Cape Town", "Chicago",   "Cologne",   "Copenhagen", "Cork",     "Dakar",     "Delhi",    "Denver",
    "Dublin",    "Edinburgh", "Florence",  "Geneva",     "Ghent",    "Glasgow",   "Hamburg",  "Hanoi",
    "Helsinki",  "Istanbul",  "Jakarta",   "Kraków",     "Kyoto",    "Lagos",     "Leeds",    "Leipzig",
    "Lima",      "Lisbon",    "Ljubljana", "London",     "Lyon",     "Madrid",    "Malmö",    "Manchester",
    "Marseille", "Melbourne", "Milan",     "Montreal",   "Munich",   "Nairobi",   "Nantes",   "Naples",
    "Osaka",     "Oslo",      "Porto",     "Prague",     "Quito",    "Riga",      "Rome",     "Rotterdam",
    "Santiago",  "Seattle",   "Seoul",     "Seville",    "Sofia",    "Stockholm", "Sydney",   "Tallinn",
    "Tokyo",     "Toronto",   "Turin",     "Utrecht",    "Valencia", "Vienna",    "Vilnius",  "Warsaw",
    "Zagreb",    "Zürich"};

inline constexpr std::array<std::string_view, 30> kStates{
    "Bavaria",  "Brittany", "California", "Catalonia", "Colorado",    "Flanders",  "Galicia", "Hesse",
    "Kerala",   "Limburg",  "Lombardy",   "Normandy",  "Nova Scotia", "Ontario",   "Oregon",  "Piedmont",
    "Provence", "Punjab",   "Quebec",     "Saxony",    "Scania",      "Sicily",    "Silesia", "Texas",
    "Tuscany",  "Tyrol",    "Utah",       "Vermont",   "Victoria",    "Washington"};

inline constexpr std::array<std::string_view, 55> kCountries{
    "Argentina",   "Australia", "Austria",   "Belgium",      "Brazil",      "Bulgaria",    "Canada",
    "Chile",       "Colombia",  "Croatia",   "Czechia",      "Denmark",     "Ecuador",     "Egypt",
    "Estonia",     "Finland",   "France",    "Germany",      "Ghana",       "Greece",      "Hungary",
    "Iceland",     "India",     "Indonesia", "Ireland",      "Italy",       "Japan",       "Kenya",
    "Latvia",      "Lithuania", "Malaysia",  "Mexico",       "Morocco",     "Netherlands", "New Zealand",
    "Nigeria",     "Norway",    "Peru",      "Poland",       "Portugal",    "Romania",     "Senegal",
    "Singapore",   "Slovakia",  "Slovenia",  "South Africa", "South Korea", "Spain",       "Sweden",
    "Switzerland", "Thailand",  "Tunisia",   "Turkey",       "Uruguay",     "Vietnam"};

inline constexpr std::array<std::string_view, 55> kCountryCodes{
    "AR", "AU", "AT", "BE", "BR", "BG", "CA", "CL", "CO", "HR", "CZ", "DK", "EC", "EG",
    "EE", "FI", "FR", "DE", "GH", "GR", "HU", "IS", "IN", "ID", "IE", "IT", "JP", "KE",
    "LV", "LT", "MY", "MX", "MA", "NL", "NZ", "NG", "NO", "PE", "PL", "PT", "RO", "SN",
    "SG", "SK", "SI", "ZA", "KR", "ES", "SE", "CH", "TH", "TN", "TR", "UY", "VN"};

inline constexpr std::array<std::string_view, 64> kCompanyWords{
    "Alder",   "Amber",   "Anchor",  "Apex",     "Arbor",   "Atlas",   "Aurora",  "Beacon",
    "Birch",   "Blue",    "Bright",  "Cardinal", "Cascade", "Cedar",   "Clear",   "Cobalt",
    "Copper",  "Coral",   "Crest",   "Delta",    "Ember",   "Falcon",  "Fern",    "Forge",
    "Granite", "Harbor",  "Horizon", "Indigo",   "Iron",    "Juniper", "Kestrel", "Lantern",
    "Linden",  "Lumen",   "Maple",   "Meridian", "Mosaic",  "North",   "Nova",    "Oak",
    "Onyx",    "Orchard", "Osprey",  "Pine",     "Polar",   "Prairie", "Quartz",  "Raven",
    "River",   "Saffron", "Sage",    "Sierra",   "Silver",  "Slate",   "Solar",   "Summit",
    "Swift",   "Terra",   "Timber",  "Umber",    "Vertex",  "Vista",   "Willow",  "Zephyr"};

inline constexpr std::array<std::string_view, 24> kCompanyKinds{
    "Analytics", "Consulting", "Data",       "Design",  "Dynamics",  "Energy",  "Engineering",  "Foods",
    "Freight",   "Health",     "Industries", "Labs",    "Logistics", "Media",   "Mobility",     "Networks",
    "Partners",  "Robotics",   "Software",   "Studios", "Supply",    "Systems", "Technologies", "Works"};

inline constexpr std::array<std::string_view, 10> kCompanySuffixes{"Ltd", "Inc", "LLC", "GmbH", "Group",
                                                                   "AG",  "BV",  "SA",  "& Co", "& Sons"};

inline constexpr std::array<std::string_view, 18> kDepartments{
    "Accounting", "Customer Care", "Design",    "Engineering", "Finance",    "Human Resources",
    "IT",         "Legal",         "Logistics", "Marketing",   "Operations", "Product",
    "Purchasing", "Quality",       "Research",  "Sales",       "Security",   "Support"};

inline constexpr std::array<std::string_view, 10> kJobLevels{"Junior",    "Senior", "Lead",   "Principal",
                                                             "Associate", "Chief",  "Deputy", "Regional",
                                                             "Assistant", "Staff"};

inline constexpr std::array<std::string_view, 20> kJobFields{
    "Accounts",  "Brand",    "Data",    "Design",     "Energy",   "Finance", "Infrastructure",
    "Marketing", "Mobility", "Network", "Operations", "Platform", "Product", "Quality",
    "Research",  "Safety",   "Sales",   "Security",   "Software", "Web"};

inline constexpr std::array<std::string_view, 14> kJobRoles{
    "Analyst",  "Architect", "Consultant", "Coordinator", "Designer",   "Developer",  "Director",
    "Engineer", "Manager",   "Officer",    "Planner",     "Specialist", "Strategist", "Technician"};

inline constexpr std::array<std::string_view, 24> kVerbs{
    "accelerate", "align",   "automate", "balance", "connect",   "deliver",  "deploy",     "discover",
    "enable",     "expand",  "explore",  "improve", "integrate", "measure",  "modernise",  "monitor",
    "organise",   "protect", "reduce",   "scale",   "share",     "simplify", "streamline", "unify"};

inline constexpr std::array<std::string_view, 22> kThings{
    "channels",      "communities", "data flows",    "deliveries", "experiences", "ideas",
    "insights",      "journeys",    "markets",       "networks",   "operations",  "platforms",
    "processes",     "products",    "relationships", "schedules",  "services",    "solutions",
    "supply chains", "systems",     "teams",         "workflows"};

inline constexpr std::array<std::string_view, 30> kAdjectives{
    "Awesome",  "Bold",      "Bright",  "Classic",  "Compact", "Cosy",      "Durable", "Elegant",
    "Everyday", "Fresh",     "Gentle",  "Handmade", "Light",   "Luxurious", "Modern",  "Natural",
    "Organic",  "Practical", "Premium", "Recycled", "Refined", "Robust",    "Rustic",  "Simple",
    "Sleek",    "Smart",     "Soft",    "Sturdy",   "Tasty",   "Vintage"};

inline constexpr std::array<std::string_view, 26> kMaterials{
    "Aluminium", "Bamboo", "Bronze", "Canvas",  "Ceramic", "Concrete", "Copper", "Cork", "Cotton",
    "Denim",     "Felt",   "Glass",  "Granite", "Leather", "Linen",    "Marble", "Oak",  "Paper",
    "Rubber",    "Silk",   "Steel",  "Stone",   "Velvet",  "Walnut",   "Wicker", "Wool"};

inline constexpr std::array<std::string_view, 35> kProducts{
    "Backpack", "Basket", "Bench",   "Blanket",  "Bottle", "Bowl",   "Candle", "Chair",    "Clock",
    "Coat",     "Cup",    "Desk",    "Gloves",   "Hat",    "Jacket", "Kettle", "Keyboard", "Knife",
    "Lamp",     "Mirror", "Mug",     "Notebook", "Pillow", "Plate",  "Scarf",  "Shelf",    "Shirt",
    "Shoes",    "Sofa",   "Speaker", "Table",    "Towel",  "Vase",   "Wallet", "Watch"};

inline constexpr std::array<std::string_view, 20> kCategories{
    "Automotive", "Baby",   "Beauty", "Books",     "Clothing", "Electronics", "Garden",
    "Grocery",    "Health", "Home",   "Jewellery", "Kitchen",  "Music",       "Office",
    "Outdoors",   "Pets",   "Shoes",  "Sports",    "Tools",    "Toys"};

inline constexpr std::array<std::string_view, 37> kColors{
    "amber",  "aqua",   "azure", "beige",     "black",  "blue",   "bronze", "brown",    "coral",  "crimson",
    "cyan",   "gold",   "gray",  "green",     "indigo", "ivory",  "khaki",  "lavender", "lime",   "magenta",
    "maroon", "mint",   "navy",  "olive",     "orange", "orchid", "pink",   "plum",     "purple", "red",
    "salmon", "silver", "teal",  "turquoise", "violet", "white",  "yellow"};

inline constexpr std::array<std::string_view, 145> kLorem{
    "ab",          "accusamus",  "adipisci",    "alias",       "aliqua",      "aliquam",    "amet",
    "animi",       "aperiam",    "architecto",  "aspernatur",  "at",          "aut",        "autem",
    "beatae",      "blanditiis", "commodi",     "consectetur", "consequatur", "corporis",   "corrupti",
    "culpa",       "cumque",     "cupiditate",  "debitis",     "delectus",    "deserunt",   "dicta",
    "dignissimos", "distinctio", "dolor",       "dolore",      "dolorem",     "ducimus",    "ea",
    "eaque",       "earum",      "eius",        "eligendi",    "enim",        "error",      "esse",
    "est",         "et",         "eum",         "eveniet",     "ex",          "excepturi",  "exercitationem",
    "explicabo",   "facere",     "facilis",     "fuga",        "fugiat",      "fugit",      "harum",
    "hic",         "id",         "illo",        "illum",       "impedit",     "in",         "incidunt",
    "ipsa",        "ipsam",      "ipsum",       "iste",        "itaque",      "iure",       "iusto",
    "labore",      "laborum",    "laudantium",  "libero",      "magnam",      "maiores",    "maxime",
    "minima",      "minus",      "modi",        "molestiae",   "mollitia",    "nam",        "natus",
    "nemo",        "nesciunt",   "nihil",       "nisi",        "nobis",       "non",        "nostrum",
    "nulla",       "numquam",    "obcaecati",   "odio",        "officia",     "officiis",   "omnis",
    "optio",       "pariatur",   "perferendis", "placeat",     "porro",       "possimus",   "praesentium",
    "provident",   "quae",       "quaerat",     "quam",        "quas",        "qui",        "quia",
    "quidem",      "quis",       "quod",        "quos",        "ratione",     "recusandae", "rem",
    "rerum",       "saepe",      "sapiente",    "sed",         "sequi",       "similique",  "sint",
    "sit",         "soluta",     "sunt",        "suscipit",    "tempora",     "tempore",    "temporibus",
    "tenetur",     "totam",      "ullam",       "unde",        "ut",          "vel",        "velit",
    "veniam",      "vero",       "vitae",       "voluptas",    "voluptate"};

inline constexpr std::array<std::string_view, 48> kDomainWords{
    "acme",       "bluebird",  "brightpath", "cedarlane",  "cloudberry", "copperleaf", "daylight",
    "driftwood",  "eastwind",  "fernhill",   "firefly",    "goldfinch",  "greenway",   "harborview",
    "heron",      "hilltop",   "inkwell",    "ironbridge", "juniper",    "kingfisher", "lakeside",
    "lantern",    "larkspur",  "marigold",   "meadowlark", "millstone",  "northstar",  "oakhurst",
    "paperplane", "pebble",    "pinecone",   "quickstep",  "redwood",    "riverbend",  "rowan",
    "sandpiper",  "seabright", "silverline", "skylark",    "stonegate",  "sundial",    "thistle",
    "tidewater",  "waypoint",  "westfield",  "wildflower", "windrose",   "woodland"};

inline constexpr std::array<std::string_view, 3> kTlds{"example.com", "example.net", "example.org"};

inline constexpr std::array<std::string_view, 5> kBrowsers{
    "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 "
    "Safari/537.36",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 14_5) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 "
    "Safari/605.1.15",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
    "Version/17.5 Mobile/15E148 Safari/604.1",
    "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Mobile "
    "Safari/537.36"};

inline constexpr std::array<std::string_view, 21> kCurrencies{
    "AUD", "BRL", "CAD", "CHF", "CNY", "CZK", "DKK", "EUR", "GBP", "HUF", "INR",
    "JPY", "KRW", "MXN", "NOK", "NZD", "PLN", "SEK", "SGD", "USD", "ZAR"};

inline constexpr std::array<std::string_view, 6> kPrefixes{"Mr", "Ms", "Mrs", "Mx", "Dr", "Prof"};

inline constexpr std::array<std::string_view, 3> kGenders{"female", "male", "non-binary"};

} // namespace mockforge::templating::words
